import { createHash } from 'node:crypto';
import { chmod, chown, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { newId } from '../../base/ids.ts';
import { KeyedMutex } from '../../base/mutex.ts';
import { makeFolder } from '../../disk/atomic-write.ts';
import { copyTree } from '../../process/copy-tree.ts';
import type { RunMount } from '../dockerfile/run-mount.ts';
import { Turns } from './turns.ts';

type CacheMount = Extract<RunMount, { readonly type: 'cache' }>;

/** A cache in use, until it is given back. */
export interface UsedCache {
  readonly folder: string;
  readonly giveBack: () => void;
}

/** The folders of `RUN --mount=type=cache`, which live on between builds, and who uses them now. */
export class CacheMounts {
  /** One folder for each cache; a name beginning with a dot is of one that is being made. */
  readonly root: string;
  readonly #users = new Map<string, number>();
  readonly #turns = new Turns();
  readonly #making = new KeyedMutex();

  constructor(root: string) {
    this.root = root;
  }

  /** Whether a build uses a folder of `root`; such a one is not to be removed. */
  isUsed(name: string): boolean {
    return this.#users.has(name);
  }

  /**
   * Takes a cache as it asks to be shared: with others, after them, or a copy of its own while others have theirs. A new one
   * begins with the files of `seed`, when that answers a folder.
   */
  async use(
    mount: CacheMount,
    seed: () => Promise<string | undefined>,
    signal: AbortSignal,
  ): Promise<UsedCache> {
    const id = nameOf(mount.id);
    const giveTurnBack = mount.sharing === 'locked' ? await this.#turns.take(id, signal) : () => {};
    const name = mount.sharing === 'private' ? this.#free(id) : id;
    this.#users.set(name, (this.#users.get(name) ?? 0) + 1);
    const giveBack = () => {
      const left = (this.#users.get(name) ?? 1) - 1;
      if (left === 0) this.#users.delete(name);
      else this.#users.set(name, left);
      giveTurnBack();
    };
    try {
      const folder = join(this.root, name);
      await this.#making.run(name, () => this.#make(folder, mount, seed));
      return { folder, giveBack };
    } catch (error) {
      giveBack();
      throw error;
    }
  }

  /** Takes a folder of `root` away, to `away`; false when a build uses it. */
  async remove(name: string, away: string): Promise<boolean> {
    return await this.#making.run(name, async () => {
      if (this.isUsed(name)) return false;
      await rename(join(this.root, name), away);
      return true;
    });
  }

  /** The first of a cache's copies that nobody has. */
  #free(id: string): string {
    for (let copy = 0; ; copy += 1) {
      const name = copy === 0 ? id : `${id}.${copy}`;
      if (!this.isUsed(name)) return name;
    }
  }

  async #make(folder: string, mount: CacheMount, seed: () => Promise<string | undefined>): Promise<void> {
    if (await isFolder(folder)) return;
    const half = join(this.root, `.${newId()}`);
    try {
      const from = await seed();
      if (from === undefined) await makeFolder(half, mount.mode);
      else await copyTree(from, half);
      await chmod(half, mount.mode);
      await chown(half, mount.uid, mount.gid);
      await rename(half, folder);
    } finally {
      await rm(half, { recursive: true, force: true });
    }
  }
}

function nameOf(id: string): string {
  const readable = Buffer.from(id).toString('base64url');
  return readable.length <= 120 ? readable : createHash('sha256').update(id).digest('hex');
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() === true;
}
