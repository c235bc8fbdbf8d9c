import { type Running, type SpawnOptions, start } from './run.ts';
import { onRecord } from './shell-words.ts';

/**
 * A shell that stays and starts what it is told: a process as large as ours takes milliseconds to fork, during which nothing else
 * happens, and a shell's fork is nothing. What it starts answers with records that begin with the number it was given. The
 * shell ends with us.
 */
export abstract class StandingShell {
  readonly #shell: Running;
  #last = 0;
  #isRetired = false;

  constructor(shell: Running) {
    this.#shell = shell;
    shell.stdin?.on('error', () => {
      this.#isRetired = true;
      this.cutOff();
    });
    onRecord(shell.stdout, (record) => this.hear(record));
    void shell.died.then(() => this.died());
    void shell.exited.then(() => {
      this.#isRetired = true;
      this.end();
    });
  }

  /** True when it takes nothing more: it has ended, or it is told so. */
  get isRetired(): boolean {
    return this.#isRetired || this.#shell.hasEnded();
  }

  /** It is not asked any more, and goes on with what it does. */
  protected retire(): void {
    this.#isRetired = true;
  }

  /** Ends it once it has done what it was told. */
  protected dismiss(): void {
    this.#shell.stdin?.end();
  }

  protected nextId(): string {
    this.#last += 1;
    return String(this.#last);
  }

  protected tell(line: string, told?: (error: Error | null | undefined) => void): void {
    this.#shell.stdin?.write(line, told);
  }

  protected abstract hear(record: string): void;

  /** It has ended; what it has started may still be heard. */
  protected died(): void {}

  /** It has ended, and so has all that could be heard. */
  protected abstract end(): void;

  /** Its input is broken: it has ended, while what it has started may still be heard. */
  protected cutOff(): void {}
}

export function startShell(options: Pick<SpawnOptions, 'cwd' | 'extraFds'> = {}): Promise<Running> {
  return start('sh', ['-s'], { ...options, stdio: ['pipe', 'pipe', 'ignore'], background: true });
}

/** The shell that is asked now; when it is retired, the first who finds out opens its successor. */
export class Succession<Shell extends StandingShell> {
  readonly #open: () => Promise<Shell>;
  #now: Promise<Shell> | undefined;

  constructor(open: () => Promise<Shell>) {
    this.#open = open;
  }

  async current(): Promise<Shell> {
    const before = this.#now;
    const shell = await before?.catch(() => undefined);
    if ((shell === undefined || shell.isRetired) && this.#now === before) this.#now = this.#open();
    return await (this.#now as Promise<Shell>);
  }
}
