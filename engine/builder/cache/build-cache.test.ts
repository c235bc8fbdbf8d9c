import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { digestOfHex } from '../../base/digest.ts';
import type { Inventory, StockedImage } from '../../images/inventory.ts';
import { BuildCache } from './build-cache.ts';
import { CacheUsage } from './cache-usage.ts';
import { pruneCache } from './prune-cache.ts';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'gantry-test-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const [here, away] = [digestOfHex('a'.repeat(64)), digestOfHex('b'.repeat(64))];

async function prunedWith(isWhole: boolean): Promise<readonly string[]> {
  const clock = { now: () => 1, sleep: async () => undefined };
  const cache = new BuildCache(join(root, 'cache'), new CacheUsage(join(root, 'usage.json'), clock));
  await cache.open();
  for (const image of [here, away]) {
    await cache.remember({ parent: '', line: `RUN ${image}`, inputs: {} }, image, new Date(1));
  }
  const stocked = { id: here, names: ['a:latest'], chains: [], blobs: [], isHeld: false } as unknown;
  const inventory: Inventory = {
    images: [stocked as StockedImage],
    blobs: [],
    isHeld: () => false,
    isWhole,
  };
  const parts = {
    cache,
    images: {
      inventory: async () => inventory,
      removeExactly: async () => undefined,
      resolve: async () => ({ config: {} }) as never,
    },
    layers: { sizeOfChain: async () => 0 },
    users: { usersOf: () => [] },
    caches: { root, isUsed: () => true, remove: async () => false },
    trash: root,
  };
  const bounds = { all: false, filters: new Map(), reservedSpace: 0, minFreeSpace: 0, maxUsedSpace: 1e12 };
  await pruneCache(parts, bounds);
  await cache.forget(new Set());
  return [...(await cache.all()).keys()];
}

it('pruning forgets what is remembered of images that went away otherwise', async () => {
  expect(await prunedWith(true)).toEqual([here]);
  expect((await readdir(join(root, 'cache'))).length).toBe(1);
});

it('nothing is taken for gone while a record of the images cannot be read', async () => {
  expect(await prunedWith(false)).toHaveLength(2);
});
