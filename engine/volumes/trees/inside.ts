import { constants, type FileHandle, mkdir, open, rename } from 'node:fs/promises';
import { errnoOf } from '../../base/errors.ts';

const FOLDER = constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW;

/**
 * The folders of a tree in which somebody else, a container, may move and link things while we work. Each folder is opened from its
 * parent without following links, and named by the open folder from then on, so nothing outside the tree is ever reached.
 * Names hold one character per byte.
 */
export class InsideTree implements AsyncDisposable {
  readonly #root: FileHandle;
  /** The folders from the root to where we were last. */
  #open: { readonly name: string; readonly handle: FileHandle }[] = [];

  private constructor(root: FileHandle) {
    this.#root = root;
  }

  static async at(root: string): Promise<InsideTree> {
    return new InsideTree(await open(root, FOLDER));
  }

  /**
   * A path to what `path` names in the tree, good until the next call. When its folder is not there (or a link or a file is in
   * its place): undefined, or with `clear` the folder is made, after `clear` took away what was in the way.
   */
  async place(path: string, clear?: (obstacle: Buffer) => Promise<void>): Promise<Buffer | undefined> {
    const parts = path.split('/');
    const name = parts.pop() ?? '';
    await this.#leave(parts);
    while (this.#open.length < parts.length) {
      const next = parts[this.#open.length] ?? '';
      const handle = await this.#enter(next, clear);
      if (handle === undefined) return undefined;
      this.#open.push({ name: next, handle });
    }
    return this.#named(name);
  }

  /** Forgets the folders that are open, of which somebody may have taken one away. */
  async forget(): Promise<void> {
    await this.#leave([]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const { handle } of this.#open) await handle.close();
    await this.#root.close();
  }

  async #enter(name: string, clear?: (obstacle: Buffer) => Promise<void>): Promise<FileHandle | undefined> {
    const path = this.#named(name);
    const opened = await openFolder(path);
    if (opened !== undefined || clear === undefined) return opened;
    await clear(path);
    await mkdir(path, 0o755).catch(() => undefined); // somebody was faster, or took our place away: then it is not there
    return await openFolder(path);
  }

  async #leave(wanted: readonly string[]): Promise<void> {
    let same = 0;
    while (same < this.#open.length && this.#open[same]?.name === wanted[same]) same += 1;
    const left = this.#open.splice(same);
    for (const { handle } of left) await handle.close();
  }

  #named(name: string): Buffer {
    const folder = this.#open.at(-1)?.handle ?? this.#root;
    return Buffer.concat([Buffer.from(`/proc/self/fd/${folder.fd}/`), Buffer.from(name, 'latin1')]);
  }
}

async function openFolder(path: Buffer): Promise<FileHandle | undefined> {
  try {
    return await open(path, FOLDER);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'ELOOP'].includes(errnoOf(error) ?? '')) return undefined;
    throw error;
  }
}

/** rename(2); false when `from` is not there. */
export async function moved(from: Buffer, to: Buffer): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return false;
    throw error;
  }
}
