import { fault } from '../base/errors.ts';
import { ProgramError, type Running, start } from './run.ts';
import { onRecord, quoted } from './shell-words.ts';

/** A program to be run for what it does, not for what it prints. */
export interface Errand {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  /** Its standard input; empty unless told. */
  readonly input?: string;
  /** Exit codes that are no failures; [0] unless told. */
  readonly successExitCodes?: readonly number[];
  /** After so many milliseconds nobody waits for it any more; 60000 unless told, 0 for what may take any time. */
  readonly limitMs?: number;
}

interface Pending {
  readonly errand: Errand;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
  /** Ends the wait, and keeps our process from ending before. */
  readonly timer: NodeJS.Timeout;
}

const LIMIT_MS = 60_000;
const LONGEST_TIMER_MS = 2 ** 31 - 1;
/** Of what a program complains of, so many characters are told. */
const MOST_SAID = 2000;

/**
 * Runs programs through one shell that stays: a process as large as ours takes milliseconds to fork, during which nothing
 * else happens, and a shell's fork is nothing. Errands run side by side. They cannot be broken off, so this is only for
 * what the kernel does at once, or what may take its time. One that exceeds its limit is not waited for, and since it may be the
 * shell that hangs, it gets no further errand. The shell ends with us; what it runs at that moment ends by itself, and is
 * still heard when only the shell was killed.
 */
class ErrandShell {
  readonly #shell: Running;
  readonly #pending = new Map<string, Pending>();
  #last = 0;
  #ended = false;
  #isDoubtful = false;

  private constructor(shell: Running) {
    this.#shell = shell;
    shell.stdin?.on('error', () => {
      this.#ended = true;
    });
    onRecord(shell.stdout, (record) => this.#hear(record));
    void shell.exited.then(() => this.#end());
  }

  static async open(): Promise<ErrandShell> {
    return new ErrandShell(
      await start('sh', ['-s'], { stdio: ['pipe', 'pipe', 'ignore'], background: true }),
    );
  }

  /** False when it has ended, or an errand of its hangs. */
  get takesErrands(): boolean {
    return !this.#ended && !this.#isDoubtful;
  }

  run(errand: Errand): Promise<void> {
    this.#last += 1;
    const id = String(this.#last);
    return new Promise((resolve, reject) => {
      if (this.#ended) {
        reject(fault('system', 'the shell that runs programs has ended'));
        return;
      }
      const { limitMs = LIMIT_MS } = errand;
      const timer = setTimeout(() => this.#giveUp(id, limitMs), limitMs > 0 ? limitMs : LONGEST_TIMER_MS);
      this.#pending.set(id, { errand, resolve, reject, timer });
      this.#shell.stdin?.write(lineOf(id, errand), (error) => {
        if (error == null || this.#take(id) === undefined) return;
        reject(
          fault('system', `${errand.program} was not run: the shell that runs programs was killed`, error),
        );
      });
    });
  }

  #hear(record: string): void {
    const [, id = '', code = '', complaint = ''] = /^(\d+) (\d+) ([^]*)$/.exec(record) ?? [];
    this.#settle(id, Number(code), complaint);
  }

  #settle(id: string, code: number, complaint: string): void {
    const pending = this.#take(id);
    if (pending === undefined) return;
    const { program, args, successExitCodes = [0] } = pending.errand;
    if (successExitCodes.includes(code)) {
      pending.resolve();
      return;
    }
    if (code === 127 && complaint.includes('not found')) {
      pending.reject(fault('unavailable', `the program "${program}" is not installed`));
      return;
    }
    const last = complaint.trim().split('\n').at(-1) ?? '';
    const message = `${program} exited with ${code}: ${last}`;
    const exit = { code, signal: null };
    pending.reject(
      new ProgramError(message, { command: program, args, exit, stdout: '', stderr: complaint }),
    );
  }

  #take(id: string): Pending | undefined {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    clearTimeout(pending?.timer);
    return pending;
  }

  /** What else it runs is still heard; it ends once that has ended. */
  #giveUp(id: string, limitMs: number): void {
    const pending = this.#take(id);
    if (pending === undefined) return;
    this.#isDoubtful = true;
    this.#shell.stdin?.end();
    const { program, args } = pending.errand;
    pending.reject(fault('unavailable', `${[program, ...args].join(' ')} did not end within ${limitMs} ms`));
  }

  #end(): void {
    this.#ended = true;
    for (const [id, { errand }] of this.#pending) {
      this.#take(id)?.reject(
        fault('system', `nobody knows how ${errand.program} ended: the shell that ran it was killed`),
      );
    }
  }
}

let opened: Promise<ErrandShell> | undefined;

/**
 * Runs a program to its end. Throws `ProgramError` for an exit code that is a failure, `unavailable` for a program that is not
 * there or does not end in time.
 */
export async function runErrand(errand: Errand): Promise<void> {
  const before = opened;
  const shell = await before?.catch(() => undefined);
  // Of several who find it gone, the first opens another.
  if (!shell?.takesErrands && opened === before) opened = ErrandShell.open();
  await (await (opened as Promise<ErrandShell>)).run(errand);
}

/**
 * One errand as a line for the shell: in the background of a subshell that ends at once, so that the shell keeps no list of
 * it. It answers with id, exit code and complaint, ended by NUL; short enough to reach the pipe in one piece.
 */
function lineOf(id: string, { program, args, cwd, input }: Errand): string {
  const command = [program, ...args].map(quoted).join(' ');
  const within = cwd === undefined ? '' : `cd ${quoted(cwd)} && `;
  const fed = input === undefined ? '' : `printf %s ${quoted(input)} | `;
  const call = `${within}${fed}${command} 2>&1 >/dev/null`;
  return `({ said=$(${call}); printf '%s %s %.${MOST_SAID}s\\0' ${id} "$?" "$said"; } &) </dev/null\n`;
}
