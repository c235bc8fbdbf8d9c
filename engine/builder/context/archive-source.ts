import { createReadStream } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { fault } from '../../base/errors.ts';
import { makeFolder } from '../../disk/atomic-write.ts';
import { extractTar } from '../../process/gnu-tar.ts';
import type { TreeSource } from '../files/tree-source.ts';
import type { ArchiveIndex, ArchiveNode } from './archive-index.ts';

/** What is read at a time. */
const CHUNK = 128 * 1024;

/**
 * A plain tar as the source of a tree: files are read where they lie in it, so that a context of very many costs no more than
 * writing it once. It is unpacked when somebody needs real files.
 */
export class ArchiveSource implements TreeSource {
  readonly #index: ArchiveIndex;
  readonly #handle: FileHandle;
  readonly #paths: { readonly archive: string; readonly folder: string };
  #unpacked: Promise<string> | undefined;

  /** @param paths where the archive is, and the folder to unpack it into */
  constructor(
    index: ArchiveIndex,
    handle: FileHandle,
    paths: { readonly archive: string; readonly folder: string },
  ) {
    this.#index = index;
    this.#handle = handle;
    this.#paths = paths;
  }

  async resolve(path: string): Promise<string | undefined> {
    return this.#index.resolve(path);
  }

  async look(path: string): ReturnType<TreeSource['look']> {
    const stats = this.#at(path);
    return { stats, target: stats.target };
  }

  async names(path: string): Promise<string[]> {
    return [...this.#at(path).children.keys()];
  }

  async *read(path: string): AsyncGenerator<Buffer> {
    const { size, offset } = this.#at(path);
    for (let done = 0; done < size; ) {
      const length = Math.min(CHUNK, size - done);
      const { bytesRead, buffer } = await this.#handle.read(
        Buffer.allocUnsafe(length),
        0,
        length,
        offset + done,
      );
      if (bytesRead === 0) throw fault('system', `the context became shorter while it was read`);
      done += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  }

  digest(path: string): string | undefined {
    return this.#at(path).digest;
  }

  onDisk(): Promise<string> {
    this.#unpacked ??= this.#unpack();
    return this.#unpacked;
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }

  #at(path: string): ArchiveNode {
    const node = this.#index.at(path);
    if (node === undefined) throw fault('not-found', `there is no ${path} in the context`);
    return node;
  }

  async #unpack(): Promise<string> {
    const { archive, folder } = this.#paths;
    await makeFolder(folder, 0o700);
    await extractTar(createReadStream(archive, { highWaterMark: CHUNK }) as AsyncIterable<Buffer>, folder);
    return folder;
  }
}
