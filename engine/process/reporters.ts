import { PassThrough, type Readable } from 'node:stream';
import { fault } from '../base/errors.ts';
import { quoted } from './shell-words.ts';
import { StandingShell, Succession, startShell } from './standing-shell.ts';

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

/** So long may what a shell has started before it was killed take until it is heard. */
const LAST_WORDS_MS = 3000;

/**
 * Starts reporters through one shell that stays. They start one after the other, in the foreground of the shell: what a shell
 * puts in the background is deaf to SIGINT, and so would be all that it starts. A line of the shell's is for the living: when we
 * have been killed, it starts nothing any more.
 */
class ReporterShell extends StandingShell {
  readonly #listening = new Map<string, PassThrough>();
  /** Those of which nothing was heard yet. */
  readonly #silent = new Set<string>();

  static async open({ moveIn }: ReporterHome): Promise<ReporterShell> {
    const shell = await startShell({ cwd: '/' });
    await moveIn(shell.pid);
    return new ReporterShell(shell);
  }

  start(reporter: Reporter): Readable {
    const id = this.nextId();
    const line = lineOf(id, reporter);
    const reports = new PassThrough();
    this.#listening.set(id, reports);
    this.#silent.add(id);
    reports.once('close', () => this.#leave(id));
    this.tell(line, (error) => {
      // Nobody read it, so nobody begins.
      if (error != null && this.#silent.delete(id)) reports.end();
    });
    return reports;
  }

  protected hear(record: string): void {
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
    if (this.#silent.delete(id)) this.retire();
    if (this.isRetired && this.#listening.size === 0) this.dismiss();
  }

  /** A line that it had not read is lost, and cannot be told from one that is about to be heard. */
  protected override died(): void {
    const silent = [...this.#silent];
    const timer = setTimeout(() => {
      for (const id of silent) if (this.#silent.has(id)) this.#listening.get(id)?.end();
    }, LAST_WORDS_MS);
    timer.unref();
  }

  protected end(): void {
    for (const reports of this.#listening.values()) reports.end();
  }
}

/** By the home's name. */
const shells = new Map<string, Succession<ReporterShell>>();

/**
 * Starts a program, and answers with what it reports. The stream ends after the last report, and when the program, or the
 * shell that listens to it, ends before. Throws `system` when no shell can be started.
 */
export async function startReporter(reporter: Reporter, home: ReporterHome): Promise<Readable> {
  const own = shells.get(home.name) ?? new Succession(() => ReporterShell.open(home));
  shells.set(home.name, own);
  const shell = await own.current();
  if (shell.isRetired) throw fault('system', `${reporter.program} was not started: its shell was killed`);
  return shell.start(reporter);
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
