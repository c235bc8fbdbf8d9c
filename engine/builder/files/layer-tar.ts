import { posix } from 'node:path';
import { encodeHeader } from '../../disk/tar-encode.ts';
import { padding, TAR_END, type TarHeader } from '../../disk/tar-header.ts';
import { plainFolder } from '../../layers/folder-header.ts';
import type { ModeChange } from './mode-change.ts';
import type { Placement } from './placements.ts';

/** Who owns what is brought in, and with which permissions. */
export interface Ownership {
  /** Undefined: as in the source. */
  readonly owner: { readonly uid: number; readonly gid: number } | undefined;
  /** Undefined: as in the source. */
  readonly mode: ModeChange | undefined;
  /** Seconds since the epoch for everything; undefined: as in the source. */
  readonly mtime: number | undefined;
}

/** A file that stands in the Dockerfile itself, or was fetched. */
export interface LooseFile {
  readonly place: string;
  readonly size: number;
  readonly mode: number;
  readonly mtime: number;
  readonly read: () => AsyncIterable<Buffer> | Iterable<Buffer>;
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

  async *placed({ tree, entry, place, attributes, isContainer }: Placement): AsyncGenerator<Buffer> {
    const { stats, target } = entry;
    if (isContainer) {
      yield* this.folder(place);
      return;
    }
    yield* this.#foldersAbove(place);
    if (place === '' || (stats.isDirectory() && this.#written.has(place))) return;
    const header = this.#owned(
      {
        ...EMPTY,
        path: place,
        mode: stats.mode & 0o7777,
        uid: stats.uid,
        gid: stats.gid,
        mtime: (stats.mtimeMs / 1000).toFixed(9).replace(/\.?0+$/, ''),
        records: attributes,
      },
      stats.isDirectory(),
    );
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
      yield* exactly(stats.size, tree.read(entry.path), place);
    } else if (stats.isFIFO()) yield encodeHeader({ ...header, type: 'fifo' });
  }

  async *loose({ place, size, mode, mtime, read }: LooseFile): AsyncGenerator<Buffer> {
    yield* this.#foldersAbove(place);
    const header = this.#owned({ ...EMPTY, path: place, mode, mtime: String(mtime) }, false);
    yield encodeHeader({ ...header, type: 'file', size });
    yield* exactly(size, read(), place);
  }

  /** A folder that is there from now on, such as that of WORKDIR; nothing when the image has it. */
  async *folder(place: string): AsyncGenerator<Buffer> {
    yield* this.#foldersAbove(`${place}/x`);
  }

  /** The header of an archive's member, which is owned as the archive says, as in Docker. */
  member(header: TarHeader): Buffer {
    const { mtime } = this.#ownership;
    return encodeHeader({ ...header, ...(mtime === undefined ? {} : { mtime: String(mtime) }) });
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

  #owned(header: TarHeader, isFolder: boolean): TarHeader {
    const { owner, mode, mtime } = this.#ownership;
    return {
      ...header,
      ...owner,
      ...(mode === undefined ? {} : { mode: mode(header.mode, isFolder) }),
      ...(mtime === undefined ? {} : { mtime: String(mtime) }),
    };
  }
}

/** So many bytes, as the header says, and their padding. */
async function* exactly(
  size: number,
  bytes: AsyncIterable<Buffer> | Iterable<Buffer>,
  place: string,
): AsyncGenerator<Buffer> {
  let left = size;
  for await (const chunk of bytes) {
    const piece = chunk.subarray(0, left);
    left -= piece.length;
    yield piece;
  }
  if (left > 0) throw new Error(`${place} became shorter while it was read`);
  yield padding(size);
}

const EMPTY: TarHeader = { ...plainFolder, type: 'file', mode: 0o644 };
