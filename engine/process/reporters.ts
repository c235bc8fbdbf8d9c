import { PassThrough, type Readable } from 'node:stream';
import { fault } from '../base/errors.ts';
import { type Running, start } from './run.ts';
import { onRecord, quoted } from './shell-words.ts';

/** A program that goes to the background by itself, and then reports, line by line, on descriptor 3. */
export interface Reporter {
  readonly program: string;
  readonly args: readonly string[];
  /** Added to the environment that programs get. */
  readonly env: Readonly<Record<string, string>>;
  /** A file that gets what it says on 1 and 2. */
  readonly log: string;
  /** How many lines it reports at most. */
  readonly reports: number;
}

/** Where reporters live, such as a control group. */
export interface ReporterHome {
  readonly name: string;
  /** Moves a process there, whose children are there then, too. Rejects never. */
  readonly moveIn: (pid: number) => Promise<void>;
}

/**
 * Starts reporters through one shell that stays, for the same reason as errands: our own fork is dear. They start one after the
 * other, in the foreground of the shell: what a shell puts in the background is deaf to SIGINT, and so would be all that it
 * starts. A line of the shell's is for the living: when we have been killed, it starts nothing any more.
 */
class ReporterShell {
  readonly #shell: Running;
  readonly #listening = new Map<string, PassThrough>();
  /** Those of which nothing was heard yet. */
  readonly #silent = new Set<string>();
  #last = 0;
  #ended = false;

  private constructor(shell: Running) {
    this.#shell = shell;
    shell.stdin?.on('error', () => this.#end());
    onRecord(shell.stdout, (record) => this.#hear(record));
    void shell.exited.then(() => this.#end());
  }

  static async open({ moveIn }: ReporterHome): Promise<ReporterShell> {
    const shell = await start('sh', ['-s'], {
      cwd: '/',
      stdio: ['pipe', 'pipe', 'ignore'],
      background: true,
    });
    await moveIn(shell.pid);
    return new ReporterShell(shell);
  }

  get ended(): boolean {
    return this.#ended || this.#shell.hasEnded();
  }

  start(reporter: Reporter): Readable {
    this.#last += 1;
    const id = String(this.#last);
    const line = lineOf(id, reporter);
    const reports = new PassThrough();
    this.#listening.set(id, reports);
    this.#silent.add(id);
    reports.once('close', () => this.#leave(id));
    this.#shell.stdin?.write(line);
    return reports;
  }

  #hear(record: string): void {
    const [, id = '', line] = /^(\d+)(?: ([^]*))?$/.exec(record) ?? [];
    const reports = this.#listening.get(id);
    this.#silent.delete(id);
    if (line === undefined) reports?.end();
    else reports?.write(`${line}\n`);
  }

  /**
   * Who gives up a program that said nothing may have waited for one that never goes to the background: then the shell starts
   * nothing more. It gets no more to do, and stays for those that it still listens to.
   */
  #leave(id: string): void {
    this.#listening.delete(id);
    if (this.#silent.delete(id)) this.#ended = true;
    if (this.#ended && this.#listening.size === 0) this.#shell.stdin?.end();
  }

  #end(): void {
    this.#ended = true;
    for (const reports of this.#listening.values()) reports.end();
  }
}

/** By the home's name. */
const opened = new Map<string, Promise<ReporterShell>>();

/**
 * Starts a program, and answers with what it reports. The stream ends after the last report, and when the program, or the
 * shell that listens to it, ends before. Throws `system` when no shell can be started.
 */
export async function startReporter(reporter: Reporter, home: ReporterHome): Promise<Readable> {
  const before = opened.get(home.name);
  const shell = await before?.catch(() => undefined);
  // Of several who find it gone, the first opens another.
  if ((shell === undefined || shell.ended) && opened.get(home.name) === before)
    opened.set(home.name, ReporterShell.open(home));
  const open = await opened.get(home.name);
  if (open === undefined || open.ended)
    throw fault('system', `${reporter.program} was not started: its shell was killed`);
  return open.start(reporter);
}

/**
 * The listener is in the background, so that the shell waits for no more than the program's going there; since what is in the
 * background has no input, the pipe comes as 4.
 */
function lineOf(id: string, { program, args, env, log, reports }: Reporter): string {
  const variables = Object.entries(env).map(([name, value]) => `${name}=${quoted(value)}`);
  const command = [...variables, ...[program, ...args].map(quoted)].join(' ');
  const listen = `n=${reports}; while [ $n -gt 0 ] && IFS= read -r line; do printf '%s %s\\0' ${id} "$line"; n=$((n-1)); done; printf '%s\\0' ${id}`;
  const whenAlive = `kill -0 ${process.pid} 2>/dev/null || exit`;
  return `${whenAlive}; ${command} 3>&1 >>${quoted(log)} 2>&1 </dev/null | { ( { ${listen}; } <&4 4<&- & ) } 4<&0\n`;
}
