import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { Logger } from '../../base/logger.ts';
import { type Running, start } from '../../process/run.ts';

/** One transaction of the kernel's, as far as it concerns one table. */
export interface TableChange {
  /** Something of the table went away. */
  readonly removes: boolean;
  /** The process that did it, as the kernel numbers it. */
  readonly pid: number | undefined;
}

/** Collects what `nft monitor` prints into transactions. Pure: give it the lines in their order. */
export class ChangeReader {
  readonly #table: string;
  #removes = false;
  #touches = false;

  constructor(table: string) {
    this.#table = table;
  }

  /** The transaction that this line ends, when it concerns the table. */
  line(text: string): TableChange | undefined {
    const end = /^# new generation \d+ by process (\d+)/.exec(text);
    if (end !== null) {
      const change = this.#touches ? { removes: this.#removes, pid: Number(end[1]) } : undefined;
      this.#removes = this.#touches = false;
      return change;
    }
    if (text.split(/\s+/).includes(this.#table)) {
      this.#touches = true;
      this.#removes ||= text.startsWith('delete ');
    }
    return undefined;
  }
}

/** As a shell that waits for the end of its input, which is ours: it takes nft along when we are killed. */
const WATCH = 'nft monitor >&3 3>&- & watch=$!; exec 3>&-; read -r _; kill "$watch" 2>/dev/null';

/** Tells of every transaction that concerns a table, and when it may have missed some. Started again when it ends. */
export class Monitor {
  readonly #table: string;
  readonly #onChange: (change: TableChange) => void;
  readonly #onBlind: () => void;
  readonly #logger: Logger;
  #running: Running | undefined;
  #closed = false;
  #started = false;

  constructor(
    table: string,
    {
      onChange,
      onBlind,
      logger,
    }: {
      readonly onChange: (change: TableChange) => void;
      readonly onBlind: () => void;
      readonly logger: Logger;
    },
  ) {
    this.#table = table;
    this.#onChange = onChange;
    this.#onBlind = onBlind;
    this.#logger = logger;
  }

  open(): void {
    if (this.#started) return;
    this.#started = true;
    void this.#watch();
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#end();
  }

  async #watch(): Promise<void> {
    for (let first = true; !this.#closed; first = false) {
      if (!first) await new Promise((resolve) => setTimeout(resolve, 500).unref());
      if (this.#closed) return;
      try {
        const running = await start('sh', ['-c', WATCH], {
          stdio: ['pipe', 'ignore', 'ignore'],
          extraFds: ['pipe'],
        });
        this.#running = running;
        // Whatever happened before it was there is not told.
        setTimeout(this.#onBlind, 100).unref();
        const told = running.extra[0];
        if (told != null && !this.#closed) await this.#read(told);
        await this.#end();
      } catch (error) {
        this.#logger.warn('nobody watches the firewall', { error });
        return;
      }
    }
  }

  async #end(): Promise<void> {
    this.#running?.stdin?.destroy();
    await this.#running?.exited;
  }

  async #read(stdout: Readable): Promise<void> {
    const reader = new ChangeReader(this.#table);
    for await (const line of createInterface({ input: stdout, crlfDelay: Infinity })) {
      const change = reader.line(line);
      if (change !== undefined) this.#onChange(change);
    }
  }
}
