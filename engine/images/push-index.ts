import type { Digest } from '../base/digest.ts';
import { type Descriptor, MEDIA_TYPES } from '../blobs/descriptor.ts';
import { parseIndex } from '../blobs/layout.ts';
import { typeInside } from '../registry/repository.ts';
import type { StoredImage } from './catalogue.ts';
import type { Library } from './library.ts';
import type { Push } from './push.ts';
import { pushConfig, pushLayers } from './push-layers.ts';

/**
 * Brings everything that the image's index lists to the registry: what is here is sent, the rest has to be there. Answers the
 * index, which can then be given a tag; undefined when the image has none, or when something in it is in neither place, as it
 * mostly is on the way to another repository. Such an image goes alone, for its own platform.
 */
export async function pushIndexed(
  pushing: Push,
  image: StoredImage,
): Promise<Pick<Descriptor, 'digest' | 'mediaType'> | undefined> {
  const { library, repository } = pushing;
  const { index } = image;
  if (index === undefined || (await library.blobs.sizeOf(index)) === undefined) return undefined;
  const bytes = await library.blobs.read(index);
  const here: StoredImage[] = [];
  for (const { digest } of parseIndex(bytes, `the index ${index}`)) {
    const stored = imageOf(library, digest);
    if (stored !== undefined) here.push(stored);
    else if (!(await repository.hasManifest(digest))) return undefined;
  }
  for (const stored of here) await pushByDigest(pushing, stored);
  return { digest: index, mediaType: typeInside(bytes) ?? MEDIA_TYPES.index };
}

function imageOf({ catalogue }: Library, manifest: Digest): StoredImage | undefined {
  return [...catalogue.images.values()].find(({ descriptor }) => descriptor.digest === manifest);
}

async function pushByDigest(pushing: Push, image: StoredImage): Promise<void> {
  const { library, repository } = pushing;
  const { digest, mediaType } = image.descriptor;
  if (await repository.hasManifest(digest)) return;
  const release = library.hold([image.id]);
  try {
    await pushLayers(pushing, image, async () => image);
    await pushConfig(pushing, image);
    await repository.putManifest(digest, await library.blobs.read(digest), mediaType);
  } finally {
    release();
  }
}
