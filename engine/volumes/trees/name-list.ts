import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { errnoOf } from '../../base/errors.ts';
import { diskFault } from '../../disk/atomic-write.ts';

const PIECE = 64 * 1024;

/** A list of paths (one character per byte) on disk, so that it may be longer than memory. */
export class NameList {
  readonly #path: string;
  readonly #file: FileHandle;
  #held = '';

  private constructor(path: string, file: FileHandle) {
    this.#path = path;
    this.#file = file;
  }

  static async create(path: string): Promise<NameList> {
    try {
      return new NameList(path, await open(path, 'w', 0o600));
    } catch (cause) {
      throw diskFault(`write ${path}`, cause);
    }
  }

  add(name: string): void {
    this.#held += `${name}\0`;
  }

  /** Writes what has gathered, when that is enough to be worth it. */
  async drain(limit = PIECE): Promise<void> {
    if (this.#held.length < limit) return;
    try {
      await this.#file.writeFile(Buffer.from(this.#held, 'latin1'));
    } catch (cause) {
      throw diskFault(`write ${this.#path}`, cause);
    }
    this.#held = '';
  }

  async close(): Promise<void> {
    try {
      await this.drain(1);
    } finally {
      await this.#file.close();
    }
  }
}

/** The names in a list, in order. */
export async function* readNames(path: string): AsyncGenerator<string> {
  let rest = '';
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: PIECE })) {
      const names = (rest + (chunk as Buffer).toString('latin1')).split('\0');
      rest = names.pop() ?? '';
      yield* names;
    }
  } catch (cause) {
    throw errnoOf(cause) === undefined ? cause : diskFault(`read ${path}`, cause);
  }
}
