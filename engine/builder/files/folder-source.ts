import { createReadStream } from 'node:fs';
import { lstat, readdir, readlink } from 'node:fs/promises';
import { isKind } from '../../base/errors.ts';
import { Root } from '../../files/root.ts';
import type { TreeSource } from './tree-source.ts';

/**
 * A folder as the source of a tree. Nobody else writes in it while it is used, so only the way to a thing has to be walked with
 * care: links are followed inside the folder.
 */
export class FolderSource implements TreeSource {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async resolve(path: string): Promise<string | undefined> {
    const root = await Root.open(this.#folder);
    try {
      const found = await root.get(path, { follow: true });
      await found.close();
      return found.path.slice(1);
    } catch (error) {
      if (isKind(error, 'not-found')) return undefined;
      throw error;
    } finally {
      await root.close();
    }
  }

  async look(path: string): ReturnType<TreeSource['look']> {
    const stats = await lstat(this.#pathOf(path));
    if (stats.isSocket()) return undefined;
    return { stats, target: stats.isSymbolicLink() ? await readlink(this.#pathOf(path), 'latin1') : '' };
  }

  names(path: string): Promise<string[]> {
    return readdir(this.#pathOf(path), 'latin1');
  }

  read(path: string): AsyncIterable<Buffer> {
    return createReadStream(this.#pathOf(path), { highWaterMark: 128 * 1024 }) as AsyncIterable<Buffer>;
  }

  digest(): undefined {
    return undefined;
  }

  async onDisk(): Promise<string> {
    return this.#folder;
  }

  #pathOf(path: string): Buffer {
    return Buffer.concat([Buffer.from(`${this.#folder}/`), Buffer.from(path, 'latin1')]);
  }
}
