import type { FileHandle } from 'node:fs/promises';
import { lchown, mkdir, utimes } from 'node:fs/promises';
import { errnoOf } from '../../base/errors.ts';
import { type Found, type FoundThing, isThere, missing, nameIn, ownPath, type Root } from '../root.ts';

/** What a folder gets that an archive does not name. */
const IMPLIED_MODE = 0o755;

/** The folders that members of an archive come into. The last one is kept open: members of one folder come together. */
export class Parents {
  readonly #root: Root;
  readonly #top: string;
  #last: { readonly path: string; readonly found: FoundThing } | undefined;

  /** `top` is the folder that is unpacked into. */
  constructor(root: Root, top: string) {
    this.#root = root;
    this.#top = top.replace(/\/*$/, '/');
  }

  /** The held folder of a member, made when it is missing, and the member's name in it. `inherits`: what is made there gets the
   * folder's group. */
  async of(
    place: string,
  ): Promise<{ readonly folder: FileHandle; readonly name: string; readonly inherits: boolean }> {
    const slash = place.lastIndexOf('/');
    const path = slash === -1 ? '' : place.slice(0, slash);
    if (this.#last?.path !== path) {
      await this.forget();
      this.#last = { path, found: await this.#folder(path) };
    }
    const { handle, stats } = this.#last.found.node;
    return { folder: handle, name: place.slice(slash + 1), inherits: (stats.mode & 0o2000n) !== 0n };
  }

  /** A member that a hard link leads to. */
  async linked(place: string): Promise<Found> {
    return await this.#root.get(`${this.#top}${place}`, { follow: false });
  }

  /** Lets go of the last folder, which may be about to vanish. */
  async forget(): Promise<void> {
    const last = this.#last;
    this.#last = undefined;
    await last?.found.close();
  }

  /** Sets a folder's time; fine when it is gone. */
  async touch(place: string, mtime: number): Promise<void> {
    const found = await this.#root.find(`${this.#top}${place}`, { follow: false });
    try {
      if (found.node?.stats.isDirectory() === true) await utimes(ownPath(found.node.handle), mtime, mtime);
    } finally {
      await found.close();
    }
  }

  close(): Promise<void> {
    return this.forget();
  }

  async #folder(path: string): Promise<FoundThing> {
    const whole = `${this.#top}${path}`;
    const found = await this.#root.find(whole, { follow: true }).catch((error: unknown) => {
      if (path === '') throw error;
      return undefined;
    });
    if (found !== undefined && isThere(found)) return found;
    await found?.close();
    if (path === '') throw missing(whole);
    const slash = path.lastIndexOf('/');
    const parent = await this.#folder(slash === -1 ? '' : path.slice(0, slash));
    try {
      const made = nameIn(parent.node.handle, path.slice(slash + 1));
      try {
        await mkdir(made, IMPLIED_MODE);
        await lchown(made, 0, 0);
      } catch (error) {
        if (errnoOf(error) !== 'EEXIST') throw error;
      }
    } finally {
      await parent.close();
    }
    return await this.#root.get(whole, { follow: true });
  }
}
