import { fault } from '../base/errors.ts';
import { quoted } from './shell-words.ts';
import { StandingShell, Succession, startShell } from './standing-shell.ts';

/** A process that does nothing but be there, until we let it go or end ourselves, however we end. */
export interface Tethered {
  readonly pid: number;
  /** Ends it. Idempotent. */
  close(): void;
}

/** Milliseconds until it has to be there; more than a machine under heavy load takes. */
const LIMIT_MS = 20_000;

interface Waiting {
  readonly resolve: (pid: number) => void;
  readonly reject: (error: unknown) => void;
}

/** Holds processes by the end of a pipe that only we have: when we go, they read its end. */
class TetherShell extends StandingShell {
  readonly #waiting = new Map<string, Waiting>();
  readonly #alive = new Map<string, number>();

  async start(words: readonly string[]): Promise<Tethered> {
    const id = this.nextId();
    const line = lineOf(id, words);
    let timer: NodeJS.Timeout | undefined;
    try {
      const pid = await new Promise<number>((resolve, reject) => {
        this.#waiting.set(id, { resolve, reject });
        timer = setTimeout(
          () => reject(fault('unavailable', `${words[0]} did not start within ${LIMIT_MS} ms`)),
          LIMIT_MS,
        );
        this.tell(line);
      });
      return { pid, close: () => this.#close(id) };
    } finally {
      clearTimeout(timer);
      this.#waiting.delete(id);
    }
  }

  /** `ID pid`, and at the end `ID` with what it complained of. */
  protected hear(record: string): void {
    const [, id = '', pid = '', complaint = ''] = /^(\d+) (?:(\d+)|!([^]*))$/.exec(record) ?? [];
    const waiting = this.#waiting.get(id);
    if (pid === '') {
      this.#alive.delete(id);
      waiting?.reject(fault('system', complaint.trim().split('\n').at(-1) || 'it ended at once'));
    } else if (waiting === undefined) {
      end(Number(pid)); // nobody waits for it any more
    } else {
      this.#alive.set(id, Number(pid));
      waiting.resolve(Number(pid));
    }
  }

  #close(id: string): void {
    const pid = this.#alive.get(id);
    if (pid === undefined) return;
    this.#alive.delete(id);
    end(pid);
  }

  /** What waits now may have been lost with its input. */
  protected override cutOff(): void {
    this.end();
  }

  protected end(): void {
    for (const { reject } of this.#waiting.values()) reject(fault('system', 'its shell was killed'));
  }
}

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended, and that has not been heard yet.
  }
}

const shells = new Succession(
  async () => new TetherShell(await startShell({ cwd: '/', extraFds: ['pipe'] })),
);

/**
 * Starts a process through a program that takes another to run as its last words (`unshare --net`). Throws `system` with that
 * program's complaint, `unavailable` when it takes too long.
 */
export async function startTethered(program: string, args: readonly string[]): Promise<Tethered> {
  return await (await shells.current()).start([program, ...args]);
}

/** The process tells its number on the shell's own output, 4, and then reads from the tether, 3. */
function lineOf(id: string, words: readonly string[]): string {
  const wait = `printf '%s %s\\0' ${id} $$ >&4; exec 4>&-; read -r _`;
  const command = [...words, 'sh', '-c', wait].map(quoted).join(' ');
  return `({ said=$(${command} 2>&1 <&3 3<&-); printf '%s !%.500s\\0' ${id} "$said"; } 4>&1 &)\n`;
}
