import { type Names, type NamesWanted, namesIn } from './names.ts';
import type { FoundThing } from './root.ts';

interface Kept {
  readonly names: Promise<Names>;
  readonly at: number;
}

/** Sizes and times change without the folder's knowing, so an order by them is believed for less long. */
const KEPT_MS = { name: 60_000, size: 3000, mtime: 3000 };
const MOST = 6;

/**
 * The names of the folders that were looked at last: a person who scrolls asks for the same folder again and again. An answer
 * stands as long as the folder itself says that nothing was added or taken away.
 */
export class NamesCache {
  readonly #kept = new Map<string, Kept>();
  #sweep: NodeJS.Timeout | undefined;

  async namesIn(tree: string, folder: FoundThing, wanted: NamesWanted): Promise<Names> {
    const { dev, ino, mtimeNs, ctimeNs } = folder.node.stats;
    const { sort, descending, match = '' } = wanted;
    const key = [tree, dev, ino, mtimeNs, ctimeNs, sort, descending, match].join(' ');
    const kept = this.#kept.get(key);
    if (kept !== undefined && Date.now() - kept.at < KEPT_MS[sort]) return await kept.names;
    const names = namesIn(folder, wanted);
    this.#kept.set(key, { names, at: Date.now() });
    this.#tidy();
    try {
      return await names;
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
    this.#sweep = setTimeout(() => this.#kept.clear(), KEPT_MS.name).unref();
  }
}
