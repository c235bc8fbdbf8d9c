import type { FileHandle } from 'node:fs/promises';
import { fault } from '../../base/errors.ts';
import { makeFolder } from '../../disk/atomic-write.ts';
import { inPieces } from '../../disk/in-pieces.ts';
import { encodeHeader } from '../../disk/tar-encode.ts';
import { padding, TAR_END } from '../../disk/tar-header.ts';
import { plainFolder } from '../../layers/folder-header.ts';
import { extractTar } from '../../process/gnu-tar.ts';
import { type Attributes, NO_ATTRIBUTES } from '../files/extended-attributes.ts';
import type { TreeSource } from '../files/tree-source.ts';
import type { ArchiveIndex, ArchiveNode } from './archive-index.ts';

/** What is read at a time. */
const CHUNK = 128 * 1024;

interface ArchiveParts {
  /** What all files hold, one after the other. */
  readonly content: FileHandle;
  /** By path. */
  readonly attributes: ReadonlyMap<string, Attributes>;
  /** Is made when somebody needs real files. */
  readonly folder: string;
}

/**
 * The members of an archive as the source of a tree: what files hold is read where it was written, so that a context of very
 * many costs no more than writing that once.
 */
export class ArchiveSource implements TreeSource {
  readonly #index: ArchiveIndex;
  readonly #parts: ArchiveParts;
  #unpacked: Promise<string> | undefined;

  constructor(index: ArchiveIndex, parts: ArchiveParts) {
    this.#index = index;
    this.#parts = parts;
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

  read(path: string): AsyncGenerator<Buffer> {
    return this.#contentOf(this.#at(path));
  }

  async *#contentOf({ size, offset }: ArchiveNode): AsyncGenerator<Buffer> {
    for (let done = 0; done < size; ) {
      const length = Math.min(CHUNK, size - done);
      const { bytesRead, buffer } = await this.#parts.content.read(
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
    await this.#parts.content.close();
  }

  #at(path: string): ArchiveNode {
    const node = this.#index.at(path);
    if (node === undefined) throw fault('not-found', `there is no ${path} in the context`);
    return node;
  }

  async #unpack(): Promise<string> {
    const { folder } = this.#parts;
    await makeFolder(folder, 0o700);
    await extractTar(inPieces(this.#tar()), folder);
    return folder;
  }

  async *#tar(): AsyncGenerator<Buffer> {
    const first = new Map<ArchiveNode, string>();
    for (const [path, node] of this.#index.all()) {
      const { mode, mtime, size, target } = node;
      const records = this.#parts.attributes.get(path) ?? NO_ATTRIBUTES;
      const header = { ...plainFolder, path: `./${path}`, mode: mode & 0o7777, mtime, records };
      const before = first.get(node);
      if (before !== undefined) yield encodeHeader({ ...header, type: 'hard-link', linkPath: `./${before}` });
      else if (node.type !== 'file') yield encodeHeader({ ...header, type: node.type, linkPath: target });
      else {
        yield encodeHeader({ ...header, type: 'file', size });
        yield* this.#contentOf(node);
        yield padding(size);
      }
      if (!node.isDirectory()) first.set(node, path);
    }
    yield TAR_END;
  }
}
