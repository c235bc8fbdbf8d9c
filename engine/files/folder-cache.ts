import { type Names, type NamesWanted, namesIn } from './names.ts';
import type { FoundThing } from './root.ts';
import type { FileTree, FolderChanges } from './tree.ts';

/** Sizes, times and marks change without the folder's knowing, so they are believed for less long. */
const KEPT_MS = 60_000;
const BRIEFLY_MS = 2000;
/** A folder's time is told in steps of the kernel's clock: what was read within one may be followed by another change in it. */
const STEP_MS = 20;
const MOST = 8;

const NOTHING: FolderChanges = new Map();

/**
 * What was read of the folders that were looked at last: a person who scrolls asks for the same folder again and again. Names
 * stand as long as the folder itself says that none was added or taken away.
 */
export class FolderCache {
  readonly #kept = new Map<string, { readonly value: Promise<unknown>; readonly until: number }>();
  #sweep: NodeJS.Timeout | undefined;

  names(tree: FileTree, folder: FoundThing, wanted: NamesWanted): Promise<Names> {
    const { dev, ino, mtimeNs, ctimeNs } = folder.node.stats;
    const { sort, descending, match = '' } = wanted;
    const key = ['names', tree.key, dev, ino, mtimeNs, ctimeNs, sort, descending, match].join(' ');
    const isFresh = Date.now() - Number(ctimeNs / 1_000_000n) < STEP_MS;
    return this.#keep(key, isFresh ? 0 : sort === 'name' ? KEPT_MS : BRIEFLY_MS, () =>
      namesIn(folder, wanted),
    );
  }

  async changes(tree: FileTree, folder: FoundThing): Promise<FolderChanges> {
    const { origin } = tree;
    if (origin === undefined) return NOTHING;
    return await this.#keep(`changes ${tree.key} ${folder.path}`, BRIEFLY_MS, () =>
      origin.changesIn(folder.path),
    );
  }

  /** Something was changed by us. */
  clear(): void {
    this.#kept.clear();
  }

  async #keep<T>(key: string, ms: number, make: () => Promise<T>): Promise<T> {
    const kept = this.#kept.get(key);
    if (kept !== undefined && Date.now() < kept.until) return (await kept.value) as T;
    const value = make();
    this.#kept.delete(key);
    this.#kept.set(key, { value, until: Date.now() + ms });
    this.#tidy();
    try {
      return await value;
    } catch (error) {
      this.#kept.delete(key);
      throw error;
    }
  }

  #tidy(): void {
    for (const key of this.#kept.keys()) {
      if (this.#kept.size <= MOST) break;
      this.#kept.delete(key);
    }
    clearTimeout(this.#sweep);
    this.#sweep = setTimeout(() => this.#kept.clear(), KEPT_MS).unref();
  }
}
