import { fault } from '../base/errors.ts';
import { ProgramError } from './run.ts';
import { quoted } from './shell-words.ts';
import { StandingShell, Succession, startShell } from './standing-shell.ts';

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
 * Runs programs through one shell that stays. Errands run side by side. They cannot be broken off, so this is only for
 * what the kernel does at once, or what may take its time. One that exceeds its limit is not waited for, and since it may be the
 * shell that hangs, it gets no further errand. The shell ends with us; what it runs at that moment ends by itself, and is
 * still heard when only the shell was killed.
 */
class ErrandShell extends StandingShell {
  readonly #pending = new Map<string, Pending>();

  run(errand: Errand): Promise<void> {
    const id = this.nextId();
    return new Promise((resolve, reject) => {
      if (this.isRetired) {
        reject(fault('system', 'the shell that runs programs has ended'));
        return;
      }
      const { limitMs = LIMIT_MS } = errand;
      const timer = setTimeout(() => this.#giveUp(id, limitMs), limitMs > 0 ? limitMs : LONGEST_TIMER_MS);
      this.#pending.set(id, { errand, resolve, reject, timer });
      this.tell(lineOf(id, errand), (error) => {
        if (error == null || this.#take(id) === undefined) return;
        reject(
          fault('system', `${errand.program} was not run: the shell that runs programs was killed`, error),
        );
      });
    });
  }

  protected hear(record: string): void {
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
    const last = saidLast(complaint);
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
    this.retire();
    this.dismiss();
    const { program, args } = pending.errand;
    pending.reject(fault('unavailable', `${[program, ...args].join(' ')} did not end within ${limitMs} ms`));
  }

  protected end(): void {
    for (const [id, { errand }] of this.#pending) {
      this.#take(id)?.reject(
        fault('system', `nobody knows how ${errand.program} ended: the shell that ran it was killed`),
      );
    }
  }
}

const shells = new Succession(async () => new ErrandShell(await startShell()));

/**
 * Runs a program to its end. Throws `ProgramError` for an exit code that is a failure, `unavailable` for a program that is not
 * there or does not end in time.
 */
export async function runErrand(errand: Errand): Promise<void> {
  await (await shells.current()).run(errand);
}

/** Of what it complained of the last line, but for mount(8)'s advice to look elsewhere. */
function saidLast(complaint: string): string {
  const lines = complaint.trim().split('\n');
  return lines.filter((line) => !/^\s+dmesg\(1\) may have/.test(line)).at(-1) ?? '';
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
