import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { BuildCachePruneReport, BuildCachePruneRequest } from '../../api/types/build-cache.ts';
import { type Digest, digestOfHex } from '../../base/digest.ts';
import { isKind } from '../../base/errors.ts';
import { newId } from '../../base/ids.ts';
import { removeTree } from '../../process/remove-tree.ts';
import { type CacheParts, type CacheState, cacheState } from './cache-state.ts';
import { type Prunable, planPrune } from './prune-plan.ts';

/** How often it is tried again when something became needed while we looked. */
const TRIES = 3;

/**
 * Takes parts of the cache away. What a build under way or an image with a name needs stays. Throws `invalid` for filters that
 * Docker does not know.
 *
 * @param trash a folder that is swept at the next start
 */
export async function pruneCache(
  from: CacheParts & { readonly trash: string },
  request: BuildCachePruneRequest,
): Promise<BuildCachePruneReport> {
  for (let attempt = 1; ; attempt++) {
    const state = await cacheState(from);
    const { bavail, bsize } = await statfs(from.caches.root);
    const going = planPrune(state.parts, request, { now: Date.now(), diskFree: bavail * bsize });
    try {
      return await removeParts(from, state, going);
    } catch (error) {
      if (attempt === TRIES || !(isKind(error, 'conflict') || isKind(error, 'not-found'))) throw error;
    }
  }
}

async function removeParts(
  from: CacheParts & { readonly trash: string },
  { inventory, mounts, gone }: CacheState,
  going: readonly Prunable[],
): Promise<BuildCachePruneReport> {
  const steps = going.filter(({ Type }) => Type === 'regular');
  const images = new Set(steps.filter(({ Shared }) => !Shared).map(({ ID }) => digestOfHex(ID)));
  const staying = inventory.images.filter(({ id }) => !images.has(id));
  const leaving = inventory.images.filter(({ id }) => images.has(id));
  const without = (of: (image: (typeof staying)[number]) => readonly Digest[]): readonly Digest[] => {
    const needed = new Set(staying.flatMap(of));
    return [...new Set(leaving.flatMap(of))].filter((digest) => !needed.has(digest));
  };
  if (images.size > 0) {
    await from.images.removeExactly({
      images: [...images],
      // Those on top first.
      chains: [...without(({ chains }) => chains)].reverse(),
      blobs: without(({ blobs }) => blobs),
    });
  }
  await from.cache.forget(new Set([...steps.map(({ ID }) => digestOfHex(ID)), ...gone]));
  const deleted = [...steps];
  for (const part of going) {
    const mount = mounts.find(({ id }) => id === part.ID);
    const away = join(from.trash, newId());
    if (mount === undefined || !(await from.caches.remove(mount.folder, away))) continue;
    await removeTree(away);
    from.cache.usage.forget([mount.folder]);
    deleted.push(part);
  }
  return {
    CachesDeleted: deleted.length === 0 ? null : deleted.map(({ ID }) => ID),
    SpaceReclaimed: deleted.reduce((sum, { Shared, Size }) => (Shared ? sum : sum + Size), 0),
  };
}
