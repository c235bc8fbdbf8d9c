import type { Digest } from '../base/digest.ts';
import { messageOf } from '../base/errors.ts';
import { inSlices } from '../base/in-slices.ts';
import type { Logger } from '../base/logger.ts';
import { fullReference } from '../base/reference.ts';
import type { BlobStore } from '../blobs/blob-store.ts';
import type { Descriptor } from '../blobs/descriptor.ts';
import { type Catalogue, type NameRecord, type StoredImage, storedImage } from './catalogue.ts';
import { readEntry } from './catalogue-index.ts';
import { parseImageConfig } from './image-config.ts';
import { parseManifest } from './manifest.ts';

/** How many images are read at a time. */
const SIDE_BY_SIDE = 32;

/** Reads the images that the entries of `index.json` name; those that cannot be read are logged and handed back. */
export async function readCatalogue(
  entries: readonly Descriptor[],
  blobs: BlobStore,
  logger: Logger,
): Promise<{ readonly catalogue: Catalogue; readonly unreadable: readonly Descriptor[] }> {
  const manifests = new Map(entries.map((entry) => [entry.digest, entry]));
  const images = await readImages([...manifests.values()], blobs, logger);
  const names = new Map<string, NameRecord>();
  for (const entry of entries) {
    const { name } = readEntry(entry);
    const id = images.get(entry.digest)?.id;
    if (name !== undefined && id !== undefined) names.set(fullReference(name.reference), { ...name, id });
  }
  return {
    catalogue: { images: new Map([...images.values()].map((image) => [image.id, image])), names },
    unreadable: entries.filter((entry) => !images.has(entry.digest)),
  };
}

async function readImages(
  manifests: readonly Descriptor[],
  blobs: BlobStore,
  logger: Logger,
): Promise<Map<Digest, StoredImage>> {
  const images = new Map<Digest, StoredImage>();
  await inSlices(manifests, SIDE_BY_SIDE, async (entry) => {
    try {
      images.set(entry.digest, await readImage(entry, blobs));
    } catch (error) {
      const facts = { manifest: entry.digest, annotations: entry.annotations, error: messageOf(error) };
      logger.error('an image cannot be read and is left out', facts);
    }
  });
  return images;
}

async function readImage(entry: Descriptor, blobs: BlobStore): Promise<StoredImage> {
  const manifest = parseManifest(await blobs.read(entry.digest), `the manifest ${entry.digest}`);
  const id = manifest.config.digest;
  const config = parseImageConfig(await blobs.read(id), `the image ${id}`);
  const { mediaType, digest, size } = entry;
  const { parent, index } = readEntry(entry);
  return storedImage({
    descriptor: { mediaType, digest, size },
    manifest,
    config,
    parent,
    index,
  });
}
