import type { Readable } from 'node:stream';

/** One line of conmon's sync pipe: a pid, an exit code, or -1 with the runtime's words. */
export interface ShimReport {
  readonly data: number;
  readonly message: string;
}

/**
 * conmon's sync pipe (conmon.c, `write_sync_fd`): one JSON object per line. The first tells the pid of the new process or,
 * negative, why there is none; for an exec a second one tells its exit code.
 */
export class SyncPipe {
  readonly #pipe: Readable;
  #rest = '';

  constructor(pipe: Readable) {
    pipe.on('error', () => undefined); // a broken pipe is an end
    pipe.setEncoding('utf8');
    this.#pipe = pipe;
  }

  /** The next report; undefined when conmon has gone without one, or after `close`. One call at a time. */
  async next(): Promise<ShimReport | undefined> {
    for (;;) {
      const end = this.#rest.indexOf('\n');
      if (end >= 0) {
        const line = this.#rest.slice(0, end);
        this.#rest = this.#rest.slice(end + 1);
        return parseReport(line);
      }
      const text = await this.#more();
      if (text === undefined) return undefined;
      this.#rest += text;
    }
  }

  /** Lets go of the pipe; a pending `next` resolves with undefined. */
  close(): void {
    this.#pipe.destroy();
  }

  #more(): Promise<string | undefined> {
    return new Promise((resolve) => {
      const look = () => {
        const text: unknown = this.#pipe.read();
        if (typeof text !== 'string' && !this.#pipe.readableEnded && !this.#pipe.destroyed) return;
        for (const event of EVENTS) this.#pipe.off(event, look);
        resolve(typeof text === 'string' ? text : undefined);
      };
      for (const event of EVENTS) this.#pipe.on(event, look);
      look();
    });
  }
}

const EVENTS = ['readable', 'end', 'close'] as const;

/** Reads one line. What is not conmon's form counts as a failure that says so. */
function parseReport(line: string): ShimReport {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === 'object' && value !== null && 'data' in value && typeof value.data === 'number') {
      const message = 'message' in value && typeof value.message === 'string' ? value.message : '';
      return { data: value.data, message };
    }
  } catch {
    // Falls through: half a line, when conmon died while it wrote.
  }
  return { data: -1, message: `conmon said what is not a report: ${line}` };
}
