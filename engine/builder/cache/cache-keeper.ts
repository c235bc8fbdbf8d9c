import { statfs } from 'node:fs/promises';
import type {
  BuildCachePruneReport,
  BuildCachePruneRequest,
  BuildCacheRecord,
} from '../../api/types/build-cache.ts';
import { messageOf } from '../../base/errors.ts';
import type { Logger } from '../../base/logger.ts';
import { KeyedMutex } from '../../base/mutex.ts';
import { type CacheParts, cacheState } from './cache-state.ts';
import { pruneCache } from './prune-cache.ts';

/** Unless told, the cache takes so much of the disk, and never more than so many bytes. */
const USUAL_PART = 0.1;
const USUAL_MOST = 20e9;

/** Builds that come one after the other are tidied up after together. */
const TIDY_AFTER_MS = 2000;

/** Looks after the cache: tells what it has, prunes it when asked, and keeps it within its bound by itself. */
export class CacheKeeper {
  readonly #parts: CacheParts & { readonly trash: string };
  readonly #most: number | undefined;
  readonly #logger: Logger;
  readonly #mutex = new KeyedMutex();
  #next: NodeJS.Timeout | undefined;

  /** @param most bytes that the cache may take beside what named images share; a part of the disk unless told */
  constructor(parts: CacheParts & { readonly trash: string }, most: number | undefined, logger: Logger) {
    this.#parts = parts;
    this.#most = most;
    this.#logger = logger;
  }

  async records(): Promise<readonly BuildCacheRecord[]> {
    const { parts } = await cacheState(this.#parts);
    return parts.map(({ labels: _, ...record }) => record);
  }

  prune(request: BuildCachePruneRequest): Promise<BuildCachePruneReport> {
    return this.#mutex.run('prune', () => pruneCache(this.#parts, request));
  }

  /** Something was added. Drops what was used least recently until the cache keeps its bound, soon; nobody waits for it. */
  tidy(): void {
    if (this.#next !== undefined) return;
    this.#next = setTimeout(() => {
      this.#next = undefined;
      void this.#keepBound().catch((error: unknown) =>
        this.#logger.warn('the build cache cannot be kept within its bound', { error: messageOf(error) }),
      );
    }, TIDY_AFTER_MS).unref();
  }

  async #keepBound(): Promise<void> {
    const most = this.#most ?? (await usualMost(this.#parts.caches.root));
    const bounds = { all: false, filters: new Map(), reservedSpace: 0, minFreeSpace: 0 };
    // Nought would mean no bound.
    const { CachesDeleted: gone } = await this.prune({ ...bounds, maxUsedSpace: Math.max(1, most) });
    if (gone !== null) this.#logger.info('the build cache was kept within its bound', { gone: gone.length });
  }
}

async function usualMost(folder: string): Promise<number> {
  const { blocks, bsize } = await statfs(folder);
  return Math.min(USUAL_MOST, blocks * bsize * USUAL_PART);
}
