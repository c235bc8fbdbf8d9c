import { type BigIntStats, constants } from 'node:fs';
import {
  chmod,
  type FileHandle,
  lchown,
  link,
  lutimes,
  mkdir,
  open,
  rmdir,
  symlink,
  unlink,
  utimes,
} from 'node:fs/promises';
import { Readable } from 'node:stream';
import { errnoOf, fault } from '../../base/errors.ts';
import { readableName } from '../../base/file-name.ts';
import type { TarHeader } from '../../disk/tar-header.ts';
import { readTar, type TarEntry } from '../../disk/tar-reader.ts';
import { decompressed } from '../../process/decompress.ts';
import { treeFault } from '../fault.ts';
import { removeNames } from '../remove-names.ts';
import { nameIn, openNode, type Root } from '../root.ts';
import { fillFile } from './fill-file.ts';
import { Flight, SMALL } from './flight.ts';
import { Parents } from './parents.ts';
import { makeWithTar } from './special-member.ts';

export interface ExtractOptions {
  /** Who owns everything; without it, whoever the archive says. */
  readonly owner?: { readonly uid: number; readonly gid: number };
  /** Refuses to put a file where a folder is, and the reverse (Docker's `noOverwriteDirNonDir`). */
  readonly keepKinds?: boolean;
}

/**
 * Unpacks a tar, plain or compressed, into the folder `path` of a root, as Docker does: folders merge, everything else that is in
 * the way is replaced; folders that the archive does not name are made. No member lands outside the root, whatever its name is and
 * whatever links are there or are put there meanwhile; one whose name climbs out of the folder is refused. Long runs of zeros
 * become holes. Throws `invalid` for a broken archive; what was unpacked until then stays.
 */
export async function extractTar(
  root: Root,
  path: string,
  tar: AsyncIterable<Buffer>,
  options: ExtractOptions = {},
): Promise<void> {
  const parents = new Parents(root, path);
  const folders: { readonly path: string; readonly mtime: number }[] = [];
  const flight = new Flight();
  const make = async (place: string, entry: TarEntry) => {
    try {
      await new Member(parents, place, entry, path, options).make();
    } catch (error) {
      throw treeFault(`unpack "${readableName(entry.header.path)}"`, error);
    }
  };
  try {
    for await (const entry of readTar(decompressed(tar))) {
      const { header } = entry;
      const place = placeOf(header.path, path);
      if (place === '') continue; // the folder itself keeps what it has
      if (header.type === 'file' && header.size <= SMALL && !hasXattrs(header)) {
        const slash = place.lastIndexOf('/');
        const name = place.slice(slash + 1);
        await flight.clearFor(place.slice(0, Math.max(0, slash)), name);
        await parents.of(place); // opened once for all of them
        const body = await wholeOf(entry.body);
        flight.begin(name, () => make(place, { header, body }));
        continue;
      }
      await flight.landed();
      await make(place, entry);
      if (header.type === 'directory') folders.push({ path: place, mtime: Number(header.mtime) });
    }
    await flight.landed();
    // Last, since every member touches the folder that it comes into.
    for (const folder of folders.reverse()) await parents.touch(folder.path, folder.mtime);
  } finally {
    await flight.landed().catch(() => undefined);
    await parents.close();
  }
}

/** Where a member lies below the folder. */
function placeOf(name: string, folder: string): string {
  const parts: string[] = [];
  for (const part of name.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined)
      throw fault('invalid', `"${readableName(name)}" is outside of "${readableName(folder)}"`);
  }
  return parts.join('/');
}

/** One member on its way to the disk. */
class Member {
  readonly #parents: Parents;
  readonly #place: string;
  readonly #header: TarHeader;
  readonly #body: AsyncIterable<Buffer>;
  readonly #destination: string;
  readonly #options: ExtractOptions;

  constructor(
    parents: Parents,
    place: string,
    { header, body }: TarEntry,
    destination: string,
    options: ExtractOptions,
  ) {
    this.#parents = parents;
    this.#place = place;
    this.#header = { ...header, ...options.owner };
    this.#body = body;
    this.#destination = destination;
    this.#options = options;
  }

  async make(): Promise<void> {
    const { folder, name, inherits } = await this.#parents.of(this.#place);
    const header = this.#header;
    const isFolder = header.type === 'directory';
    const isPlain = header.type === 'file' && !hasXattrs(header);
    // Mostly nothing is in the way, which making it tells as well as looking.
    if (isPlain && (await this.#file(folder, name, inherits))) return;
    const old = await statIn(folder, name);
    if (old !== undefined) await this.#clear(folder, name, old);
    const merges = isFolder && old?.isDirectory() === true;
    if (isFolder) {
      if (!merges) await mkdir(nameIn(folder, name), 0o700);
      if (hasXattrs(header)) await makeWithTar(folder, name, header, this.#body);
      else await this.#dressFolder(folder, name);
    } else if (hasXattrs(header) || /device|fifo/.test(header.type)) {
      await makeWithTar(folder, name, header, this.#body);
    } else if (header.type === 'hard-link') {
      await this.#link(folder, name);
    } else if (header.type === 'symlink') {
      await symlink(Buffer.from(header.linkPath, 'latin1'), nameIn(folder, name));
      await lchown(nameIn(folder, name), header.uid, header.gid);
      await lutimes(nameIn(folder, name), Number(header.mtime), Number(header.mtime));
    } else if (!(await this.#file(folder, name, inherits))) {
      throw fault('conflict', 'something else was put there meanwhile');
    }
  }

  async #clear(folder: FileHandle, name: string, old: BigIntStats): Promise<void> {
    const isFolder = this.#header.type === 'directory';
    const shown = readableName(`${this.#destination.replace(/\/$/, '')}/${this.#place}`);
    if (old.isDirectory() && isFolder) return;
    if (this.#options.keepKinds === true && old.isDirectory())
      throw fault('invalid', `cannot overwrite directory "${shown}" with non-directory "${shown}"`);
    if (this.#options.keepKinds === true && isFolder)
      throw fault('invalid', `cannot overwrite non-directory "${shown}" with directory "${shown}"`);
    if (!old.isDirectory()) {
      await unlink(nameIn(folder, name));
      return;
    }
    await rmdir(nameIn(folder, name)).catch(() => removeNames(folder, [name]));
  }

  async #dressFolder(folder: FileHandle, name: string): Promise<void> {
    const node = await openNode(folder, name);
    try {
      if (node?.stats.isDirectory() !== true) throw fault('conflict', 'it was replaced meanwhile');
      await dress(`/proc/self/fd/${node.handle.fd}`, this.#header);
    } finally {
      await node?.handle.close();
    }
  }

  async #link(folder: FileHandle, name: string): Promise<void> {
    const target = await this.#parents.linked(placeOf(this.#header.linkPath, this.#destination));
    try {
      await link(nameIn(target.folder, target.name), nameIn(folder, name));
    } finally {
      await target.close();
    }
  }

  /** False when something is there already. */
  async #file(folder: FileHandle, name: string, inherits: boolean): Promise<boolean> {
    const { uid, gid, mode, mtime } = this.#header;
    const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
    let file: FileHandle;
    try {
      file = await open(nameIn(folder, name), flags, 0o600);
    } catch (error) {
      if (errnoOf(error) === 'EEXIST') return false;
      throw error;
    }
    try {
      await fillFile(file, this.#body, this.#header.size);
      if (inherits || uid !== OWN.uid || gid !== OWN.gid) await file.chown(uid, gid);
      await file.chmod(mode);
      await file.utimes(Number(mtime), Number(mtime));
      return true;
    } finally {
      await file.close();
    }
  }
}

/** Who owns what we make, unless its folder says otherwise. */
const OWN = { uid: process.geteuid?.() ?? 0, gid: process.getegid?.() ?? 0 };

async function wholeOf(body: AsyncIterable<Buffer>): Promise<AsyncIterable<Buffer>> {
  const chunks: Buffer[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Readable.from(chunks);
}

/** Owner first: it takes setuid away. */
async function dress(path: string, { uid, gid, mode, mtime }: TarHeader): Promise<void> {
  await lchown(`${path}/.`, uid, gid);
  await chmod(path, mode);
  await utimes(path, Number(mtime), Number(mtime));
}

async function statIn(folder: FileHandle, name: string): Promise<BigIntStats | undefined> {
  try {
    const node = await openNode(folder, name);
    await node?.handle.close();
    return node?.stats;
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function hasXattrs({ records }: TarHeader): boolean {
  for (const key of records.keys()) if (key.startsWith('SCHILY.xattr.')) return true;
  return false;
}
