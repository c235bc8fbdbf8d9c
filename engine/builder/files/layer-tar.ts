import { posix } from 'node:path';
import { encodeHeader } from '../../disk/tar-encode.ts';
import { padding, TAR_END, type TarHeader } from '../../disk/tar-header.ts';
import { plainFolder } from '../../layers/folder-header.ts';
import type { Placement } from './placements.ts';

/** Who owns what is brought in, and with which permissions. */
export interface Ownership {
  /** Undefined: as in the source. */
  readonly owner: { readonly uid: number; readonly gid: number } | undefined;
  /** Permission bits for files and folders; undefined: as in the source. */
  readonly mode: number | undefined;
  /** Seconds since the epoch for everything; undefined: as in the source. */
  readonly mtime: number | undefined;
}

/** A file that stands in the Dockerfile itself, or was fetched. */
export interface InlineFile {
  readonly place: string;
  readonly content: Buffer;
  readonly mode: number;
  readonly mtime: number;
}

/** Writes the tar of a layer with what was placed; folders on the way that the image does not have come first. */
export class LayerTarWriter {
  readonly #ownership: Ownership;
  readonly #hasFolder: (place: string) => Promise<boolean>;
  readonly #written = new Set<string>(['']);
  readonly #links = new Map<string, string>();

  /** @param hasFolder whether the image below has a folder at a place */
  constructor(ownership: Ownership, hasFolder: (place: string) => Promise<boolean>) {
    this.#ownership = ownership;
    this.#hasFolder = hasFolder;
  }

  async *placed({ tree, entry, place }: Placement): AsyncGenerator<Buffer> {
    const { stats, target } = entry;
    yield* this.#foldersAbove(place);
    if (place === '' || (stats.isDirectory() && this.#written.has(place))) return;
    const header = this.#owned({
      ...EMPTY,
      path: place,
      mode: stats.mode & 0o7777,
      uid: stats.uid,
      gid: stats.gid,
      mtime: (stats.mtimeMs / 1000).toFixed(9).replace(/\.?0+$/, ''),
    });
    if (stats.isDirectory()) {
      this.#written.add(place);
      yield encodeHeader({ ...header, type: 'directory', path: `${place}/` });
    } else if (stats.isSymbolicLink()) {
      yield encodeHeader({ ...header, type: 'symlink', linkPath: target, mode: 0o777 });
    } else if (stats.isFile()) {
      const first = stats.nlink > 1 ? this.#firstOf(`${stats.dev}:${stats.ino}`, place) : undefined;
      if (first !== undefined) {
        yield encodeHeader({ ...header, type: 'hard-link', linkPath: first });
        return;
      }
      yield encodeHeader({ ...header, type: 'file', size: stats.size });
      let left = stats.size;
      for await (const chunk of tree.read(entry.path)) {
        const piece = chunk.subarray(0, left);
        left -= piece.length;
        yield piece;
      }
      if (left > 0) throw new Error(`${place} became shorter while it was read`);
      yield padding(stats.size);
    } else if (stats.isFIFO()) yield encodeHeader({ ...header, type: 'fifo' });
  }

  async *inline({ place, content, mode, mtime }: InlineFile): AsyncGenerator<Buffer> {
    yield* this.#foldersAbove(place);
    const header = this.#owned({ ...EMPTY, path: place, mode, mtime: String(mtime) });
    yield encodeHeader({ ...header, type: 'file', size: content.length });
    yield content;
    yield padding(content.length);
  }

  /** A folder that is there from now on, such as that of WORKDIR; nothing when the image has it. */
  async *folder(place: string): AsyncGenerator<Buffer> {
    yield* this.#foldersAbove(`${place}/x`);
  }

  end(): Buffer {
    return TAR_END;
  }

  async *#foldersAbove(place: string): AsyncGenerator<Buffer> {
    const folder = posix.dirname(place);
    if (folder === '.' || this.#written.has(folder)) return;
    this.#written.add(folder);
    if (await this.#hasFolder(folder)) return;
    yield* this.#foldersAbove(folder);
    const { owner } = this.#ownership;
    const mtime = String(this.#ownership.mtime ?? Math.floor(Date.now() / 1000));
    yield encodeHeader({ ...EMPTY, ...owner, type: 'directory', path: `${folder}/`, mode: 0o755, mtime });
  }

  #firstOf(inode: string, place: string): string | undefined {
    const first = this.#links.get(inode);
    if (first === undefined) this.#links.set(inode, place);
    return first;
  }

  #owned(header: TarHeader): TarHeader {
    const { owner, mode, mtime } = this.#ownership;
    return {
      ...header,
      ...owner,
      ...(mode === undefined ? {} : { mode }),
      ...(mtime === undefined ? {} : { mtime: String(mtime) }),
    };
  }
}

const EMPTY: TarHeader = { ...plainFolder, type: 'file', mode: 0o644 };
