import type { Filters } from '../api/backends/filters.ts';
import type { ImageDeleteItem, ImagePruneReport } from '../api/types/image.ts';
import { isDigest } from '../base/digest.ts';
import { fault, isKind } from '../base/errors.ts';
import { fullReference } from '../base/reference.ts';
import { childrenOf, namesOf, type StoredImage } from './catalogue.ts';
import { danglingWanted, filterImages } from './filters.ts';
import type { Library } from './library.ts';
import { removeImage } from './remove.ts';
import { chainSize } from './sizes.ts';

const KNOWN: ReadonlySet<string> = new Set(['dangling', 'until', 'label', 'label!']);

/**
 * `docker image prune`: removes images without a tag that nothing was made from; with `dangling=false` every image without
 * containers (`-a`). Bytes reclaimed are those of the unpacked layers, as Docker counts them. Throws `invalid` for other filters
 * than `dangling`, `until`, `label` and `label!`.
 */
export async function pruneImages(library: Library, filters: Filters): Promise<ImagePruneReport> {
  for (const key of filters.keys()) if (!KNOWN.has(key)) throw fault('invalid', `invalid filter '${key}'`);
  const danglingOnly = danglingWanted(filters.get('dangling')) ?? true;
  const rest = new Map([...filters].filter(([key]) => key !== 'dangling'));
  const listed = filterImages(library.catalogue, { all: true, filters: rest, now: Date.now() });
  const sizes = await chainSizes(library);
  const deleted: ImageDeleteItem[] = [];
  for (const { image } of listed) {
    if (isWanted(library, image, danglingOnly)) deleted.push(...(await removeUnused(library, image)));
  }
  const reclaimed = deleted.reduce(
    (sum, item) => sum + ('Deleted' in item ? (sizes.get(item.Deleted) ?? 0) : 0),
    0,
  );
  library.tellPruned(reclaimed);
  return { ImagesDeleted: deleted.length === 0 ? null : deleted, SpaceReclaimed: reclaimed };
}

function isWanted(library: Library, image: StoredImage, danglingOnly: boolean): boolean {
  const { catalogue, users } = library;
  // An earlier removal may have taken it along.
  if (!catalogue.images.has(image.id) || users.usersOf(image.id).length > 0) return false;
  const names = namesOf(catalogue, image.id);
  if (names.length === 0) return childrenOf(catalogue, image.id).length === 0;
  return !danglingOnly || names.every(({ reference }) => reference.digest !== undefined);
}

/** Takes all names away, and with the last the image. What is needed after all stays, without a word. */
async function removeUnused(library: Library, image: StoredImage): Promise<readonly ImageDeleteItem[]> {
  const names = namesOf(library.catalogue, image.id).map(({ reference }) => fullReference(reference));
  const deleted: ImageDeleteItem[] = [];
  for (const ref of names.length === 0 ? [image.id] : names) {
    try {
      deleted.push(...(await removeImage(library, ref, { force: false, noPrune: false })));
    } catch (error) {
      // A digest's name goes with the last tag of its repository.
      if (!isKind(error, 'conflict') && !isKind(error, 'not-found')) throw error;
    }
  }
  return deleted;
}

async function chainSizes({ layers }: Library): Promise<ReadonlyMap<string, number>> {
  const sizes = new Map<string, number>();
  for (const chain of await layers.chains())
    if (isDigest(chain)) sizes.set(chain, await chainSize(layers, chain));
  return sizes;
}
