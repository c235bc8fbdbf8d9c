import { allEnded } from '../../base/all-ended.ts';
import type { Digest } from '../../base/digest.ts';
import { hexOf } from '../../base/digest.ts';
import { isKind } from '../../base/errors.ts';
import type { ImageSource, ImageUsers } from '../../images/image.ts';
import type { Inventory, StockedImage, Storekeeper } from '../../images/inventory.ts';
import type { LayerStore } from '../../layers/layer-store.ts';
import type { CacheMounts } from '../steps/cache-mounts.ts';
import type { BuildCache } from './build-cache.ts';
import { type CacheMount, cacheMountsIn } from './cache-mounts.ts';
import type { Prunable } from './prune-plan.ts';

/** What looking at the cache takes. */
export interface CacheParts {
  readonly cache: BuildCache;
  readonly images: Pick<ImageSource, 'resolve'> & Storekeeper;
  readonly layers: Pick<LayerStore, 'sizeOfChain'>;
  readonly users: ImageUsers;
  readonly caches: Pick<CacheMounts, 'root' | 'isUsed' | 'remove'>;
}

/** The cache at one moment. */
export interface CacheState {
  readonly parts: readonly Prunable[];
  readonly inventory: Inventory;
  readonly mounts: readonly CacheMount[];
  /** Images that the cache remembers and that went away otherwise. */
  readonly gone: readonly Digest[];
}

/** Looks at all of the cache: the images that steps gave, and the cache mounts. */
export async function cacheState(from: CacheParts): Promise<CacheState> {
  // The stock comes after the cache: an image that a build makes meanwhile is then never taken for one that went away.
  const [steps, mounts] = await allEnded([from.cache.all(), cacheMountsIn(from.caches.root)]);
  const inventory = await from.images.inventory();
  const stock = new Map(inventory.images.map((image) => [image.id, image]));
  const needed = neededImages(inventory, (image) => isRoot(image, steps.has(image.id), from.users));
  const neededChains = new Set([...needed].flatMap((id) => stock.get(id)?.chains ?? []));
  const counted = new Set<Digest>();
  const parts: Prunable[] = [];
  for (const { image, line, at } of steps.values()) {
    const stocked = stock.get(image);
    if (stocked === undefined) continue;
    const isShared = needed.has(image);
    const chain = ownChain(stocked, stocked.parent === undefined ? undefined : stock.get(stocked.parent));
    const isItsOwn = chain !== undefined && !counted.has(chain) && (isShared || !neededChains.has(chain));
    if (chain !== undefined && isItsOwn) counted.add(chain);
    const use = from.cache.usage.of(image);
    parts.push({
      ID: hexOf(image),
      Parents: stocked.parent === undefined ? null : [hexOf(stocked.parent)],
      Type: 'regular',
      Description: line,
      InUse: stocked.isHeld,
      Shared: isShared,
      Size: chain !== undefined && isItsOwn ? await sizeOf(from, chain) : 0,
      CreatedAt: at,
      LastUsedAt: new Date(use?.at ?? Date.parse(at)).toISOString(),
      UsageCount: use?.count ?? 1,
      labels: await labelsOf(from, image),
    });
  }
  for (const mount of mounts) parts.push(partOf(mount, from));
  const gone = inventory.isWhole ? [...steps.keys()].filter((id) => !stock.has(id)) : [];
  return { parts, inventory, mounts, gone };
}

/** Images that stay whatever becomes of the cache: with a name, used by a container, or not the builder's. */
function isRoot({ id, names }: StockedImage, isStep: boolean, users: ImageUsers): boolean {
  return !isStep || names.length > 0 || users.usersOf(id).length > 0;
}

/** The roots and everything that they were made from. */
function neededImages(
  { images }: Inventory,
  isNeeded: (image: StockedImage) => boolean,
): ReadonlySet<Digest> {
  const byId = new Map(images.map((image) => [image.id, image]));
  const needed = new Set<Digest>();
  for (const root of images.filter(isNeeded)) {
    for (
      let image: StockedImage | undefined = root;
      image !== undefined && !needed.has(image.id);
      image = image.parent === undefined ? undefined : byId.get(image.parent)
    ) {
      needed.add(image.id);
    }
  }
  return needed;
}

/** The layer that an image has and its parent has not. */
function ownChain({ chains }: StockedImage, parent: StockedImage | undefined): Digest | undefined {
  return chains.length > (parent?.chains.length ?? 0) ? chains.at(-1) : undefined;
}

/** What was taken away meanwhile has no size and no labels. */
async function sizeOf({ layers }: CacheParts, chain: Digest): Promise<number> {
  try {
    return await layers.sizeOfChain(chain);
  } catch (error) {
    if (isKind(error, 'not-found')) return 0;
    throw error;
  }
}

async function labelsOf({ images }: CacheParts, id: Digest): Promise<Prunable['labels']> {
  try {
    return (await images.resolve(id)).config.Labels ?? {};
  } catch (error) {
    if (isKind(error, 'not-found')) return {};
    throw error;
  }
}

function partOf(mount: CacheMount, { cache, caches }: CacheParts): Prunable {
  const use = cache.usage.of(mount.folder);
  return {
    ID: mount.id,
    Parents: null,
    Type: 'exec.cachemount',
    Description: `cached mount ${nameOf(mount.folder)}`,
    InUse: caches.isUsed(mount.folder),
    Shared: false,
    Size: mount.size,
    CreatedAt: new Date(mount.createdAt).toISOString(),
    LastUsedAt: new Date(Math.max(use?.at ?? 0, mount.changedAt)).toISOString(),
    UsageCount: use?.count ?? 1,
    labels: {},
  };
}

/** A folder is named by its id in base64url; its copies have a number behind that. */
function nameOf(name: string): string {
  const folder = name.replace(/\.\d+$/, '');
  const text = Buffer.from(folder, 'base64url').toString('utf8');
  return Buffer.from(text).toString('base64url') === folder ? text : name;
}
