import { type BigIntStats, constants } from 'node:fs';
import { type FileHandle, open, readlink } from 'node:fs/promises';
import { errnoOf, fault } from '../base/errors.ts';
import { readableName } from '../base/file-name.ts';

/** open(2): a handle that names a thing without opening it, so that nothing happens to a fifo or a device. */
const O_PATH = 0o10000000;
const { O_NOFOLLOW, O_DIRECTORY } = constants;

/** As many links on one way as Docker follows. */
const MAX_LINKS = 255;
const MAX_LENGTH = 64 * 1024;

/** A thing at a path below a root, or the place where one could be. Whoever asked for it closes it. */
export interface Found {
  /** Where it lies, links followed: `/` or `/a/b`, one character per byte. */
  readonly path: string;
  /** The folder that holds it, as an O_PATH handle (the root holds itself). */
  readonly folder: FileHandle;
  /** Its name in that folder; `.` for the root. */
  readonly name: string;
  /** Undefined when nothing is there. */
  readonly node: FoundNode | undefined;
  close(): Promise<void>;
}

export interface FoundNode {
  /** An O_PATH handle of the thing itself, also of a link. */
  readonly handle: FileHandle;
  readonly stats: BigIntStats;
}

/** A found thing that is there. */
export type FoundThing = Found & { readonly node: FoundNode };

/**
 * A file tree whose content nobody vouches for: whoever writes in it may put any link anywhere and swap it while we look. Every
 * path is therefore walked part by part, each held by a descriptor (O_PATH, O_NOFOLLOW); links are read as texts and followed
 * inside the root, `..` goes back to the descriptor that we came from. The kernel never follows a link for us, so no path leads
 * out, whatever is swapped at what moment.
 */
export class Root {
  readonly #handle: FileHandle;

  private constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  /** Opens `path` of this machine, which may itself be a link such as /proc/PID/root, as a root. */
  static async open(path: string): Promise<Root> {
    try {
      return new Root(await open(path, O_PATH | O_DIRECTORY));
    } catch (cause) {
      if (errnoOf(cause) === 'ENOENT') throw fault('not-found', `there is no ${path}`, cause);
      throw cause;
    }
  }

  close(): Promise<void> {
    return this.#handle.close();
  }

  /** The device of the root's own file system: what has another is mounted over it. */
  async device(): Promise<bigint> {
    return (await this.#handle.stat({ bigint: true })).dev;
  }

  /**
   * Walks to `path` (one character per byte). A link in the last part is followed when `follow` is set or a slash comes after it.
   * Throws `not-found` when a folder on the way is not there or is none, `invalid` for a loop of links.
   */
  async find(path: string, { follow }: { readonly follow: boolean }): Promise<Found> {
    if (path.includes('\0') || path.length > MAX_LENGTH)
      throw fault('invalid', 'a path has no zero bytes and at most 65536 others');
    const way: { readonly name: string; readonly handle: FileHandle }[] = [];
    let rest = path.split('/');
    const followLast = follow || /\/\.*$/.test(path);
    try {
      for (let links = 0; ; ) {
        const [name, ...after] = rest;
        if (name === undefined) break;
        rest = after;
        if (name === '' || name === '.') continue;
        if (name === '..') {
          await way.pop()?.handle.close();
          continue;
        }
        const isLast = after.every((part) => part === '' || part === '.');
        const folder = way.at(-1)?.handle ?? this.#handle;
        const node = await openNode(folder, name, path);
        if (node === undefined) {
          if (!isLast) throw missing(path);
          return await this.#found(way, name, undefined);
        }
        if (node.stats.isSymbolicLink() && (!isLast || followLast)) {
          await node.handle.close();
          links += 1;
          if (links > MAX_LINKS)
            throw fault('invalid', `too many levels of symbolic links in ${readableName(path)}`);
          const target = await linkTarget(folder, name);
          if (target === undefined)
            rest = [name, ...after]; // swapped meanwhile: look again
          else {
            if (target.startsWith('/')) for (const { handle } of way.splice(0)) await handle.close();
            rest = [...target.split('/'), ...after];
          }
          continue;
        }
        if (!node.stats.isDirectory()) {
          if (isLast) return await this.#found(way, name, node);
          await node.handle.close();
          throw missing(path);
        }
        way.push({ name, handle: node.handle });
      }
      return await this.#arrived(way);
    } catch (error) {
      for (const { handle } of way) await handle.close();
      throw error;
    }
  }

  /** As `find`, for what has to be there. Throws `not-found`. */
  async get(path: string, options: { readonly follow: boolean }): Promise<FoundThing> {
    const found = await this.find(path, options);
    if (isThere(found)) return found;
    await found.close();
    throw missing(path);
  }

  /** The end of a walk at a folder that the way holds. */
  async #arrived(way: { readonly name: string; readonly handle: FileHandle }[]): Promise<Found> {
    const last = way.pop();
    if (last !== undefined) {
      const stats = await last.handle.stat({ bigint: true });
      return await this.#found(way, last.name, { handle: last.handle, stats });
    }
    const handle = await open(`/proc/self/fd/${this.#handle.fd}/.`, O_PATH | O_DIRECTORY);
    const stats = await handle.stat({ bigint: true });
    return { path: '/', folder: handle, name: '.', node: { handle, stats }, close: () => handle.close() };
  }

  async #found(
    way: { readonly name: string; readonly handle: FileHandle }[],
    name: string,
    node: FoundNode | undefined,
  ): Promise<Found> {
    const path = `/${[...way.map((part) => part.name), name].join('/')}`;
    const own = way.pop();
    for (const { handle } of way.splice(0)) await handle.close();
    return {
      path,
      folder: own?.handle ?? this.#handle,
      name,
      node,
      close: async () => {
        await own?.handle.close();
        await node?.handle.close();
      },
    };
  }
}

/** True when something is there. */
export function isThere(found: Found): found is FoundThing {
  return found.node !== undefined;
}

/** The way to a name in a held folder, for calls that do not follow a link in the last part. */
export function nameIn(folder: FileHandle, name: string): Buffer {
  return Buffer.concat([Buffer.from(`/proc/self/fd/${folder.fd}/`), Buffer.from(name, 'latin1')]);
}

/** The way to a held thing for a program that we start. */
export function heldPath(handle: FileHandle): string {
  return `/proc/${process.pid}/fd/${handle.fd}`;
}

/** The way to a held thing for ourselves: opening it opens exactly that thing. */
export function ownPath(handle: FileHandle): string {
  return `/proc/self/fd/${handle.fd}`;
}

/** What a link in a held folder says; undefined when it is none (any more). */
export async function linkTarget(folder: FileHandle, name: string): Promise<string | undefined> {
  try {
    return await readlink(nameIn(folder, name), 'latin1');
  } catch (error) {
    if (['EINVAL', 'ENOENT', 'ENOTDIR'].includes(errnoOf(error) ?? '')) return undefined;
    throw error;
  }
}

/** Opens a name in a held folder without following it; undefined when it is not there. */
export async function openNode(
  folder: FileHandle,
  name: string,
  path = name,
): Promise<FoundNode | undefined> {
  let handle: FileHandle;
  try {
    handle = await open(nameIn(folder, name), O_PATH | O_NOFOLLOW);
  } catch (cause) {
    const code = errnoOf(cause);
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    if (code === 'ENAMETOOLONG')
      throw fault('invalid', `a name in ${readableName(path).slice(0, 200)} is too long`, cause);
    throw cause;
  }
  try {
    return { handle, stats: await handle.stat({ bigint: true }) };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** The fault for a path at which nothing is. */
export function missing(path: string): Error {
  return fault('not-found', `there is no ${readableName(path.startsWith('/') ? path : `/${path}`)}`);
}
