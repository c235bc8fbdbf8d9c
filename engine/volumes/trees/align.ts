import type { TreeRecord } from './record.ts';

/** What each of several indexes says about one key. */
export interface Aligned {
  readonly key: string;
  /** In the order of the indexes; undefined where the key is missing. */
  readonly records: readonly (TreeRecord | undefined)[];
}

type Batches = AsyncIterable<readonly TreeRecord[]>;

/** Walks sorted indexes together, one step for each key that is in any of them; steps come some at a time. */
export async function* aligned(indexes: readonly Batches[]): AsyncGenerator<readonly Aligned[]> {
  const cursors = indexes.map((index) => new Cursor(index));
  try {
    let steps: Aligned[] = [];
    for (;;) {
      for (const cursor of cursors) if (cursor.isDry) await cursor.refill();
      const key = smallest(cursors);
      if (key === undefined) break;
      steps.push({ key, records: cursors.map((cursor) => cursor.takeIf(key)) });
      if (steps.length < 1000) continue;
      yield steps;
      steps = [];
    }
    if (steps.length > 0) yield steps;
  } finally {
    for (const cursor of cursors) await cursor.close();
  }
}

function smallest(cursors: readonly Cursor[]): string | undefined {
  let key: string | undefined;
  for (const cursor of cursors) {
    const candidate = cursor.head?.key;
    if (candidate !== undefined && (key === undefined || candidate < key)) key = candidate;
  }
  return key;
}

class Cursor {
  readonly #source: AsyncIterator<readonly TreeRecord[]>;
  #batch: readonly TreeRecord[] = [];
  #at = 0;
  #ended = false;

  constructor(source: Batches) {
    this.#source = source[Symbol.asyncIterator]();
  }

  get head(): TreeRecord | undefined {
    return this.#batch[this.#at];
  }

  get isDry(): boolean {
    return this.#at >= this.#batch.length && !this.#ended;
  }

  async refill(): Promise<void> {
    while (this.isDry) {
      const next = await this.#source.next();
      this.#at = 0;
      this.#batch = next.done === true ? [] : next.value;
      this.#ended = next.done === true;
    }
  }

  takeIf(key: string): TreeRecord | undefined {
    const head = this.head;
    if (head?.key !== key) return undefined;
    this.#at += 1;
    return head;
  }

  async close(): Promise<void> {
    await this.#source.return?.();
  }
}
