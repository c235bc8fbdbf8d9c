import type { Digest } from '../base/digest.ts';
import type { LayerStore } from '../layers/layer-store.ts';
import type { Catalogue, StoredImage } from './catalogue.ts';

/** Bytes of a chain's own files; 0 while it is not unpacked. */
export async function chainSize(layers: LayerStore, chain: Digest): Promise<number> {
  return (await layers.has(chain)) ? layers.sizeOfChain(chain) : 0;
}

/** Bytes of all the image's layers, unpacked. */
export async function imageSize(layers: LayerStore, image: StoredImage): Promise<number> {
  let size = 0;
  for (const chain of image.chains) size += await chainSize(layers, chain);
  return size;
}

/** For each chain, how many images stand on it. */
export function chainCounts(catalogue: Catalogue): ReadonlyMap<Digest, number> {
  const counts = new Map<Digest, number>();
  for (const image of catalogue.images.values()) {
    for (const chain of image.chains) counts.set(chain, (counts.get(chain) ?? 0) + 1);
  }
  return counts;
}

/** Bytes of the image's layers that another image stands on too. */
export async function sharedSize(
  layers: LayerStore,
  counts: ReadonlyMap<Digest, number>,
  image: StoredImage,
): Promise<number> {
  let size = 0;
  for (const chain of image.chains) {
    if ((counts.get(chain) ?? 0) > 1) size += await chainSize(layers, chain);
  }
  return size;
}
