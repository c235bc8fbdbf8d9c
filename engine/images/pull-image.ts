import type { BlobLease } from '../blobs/blob-store.ts';
import { once } from './archive.ts';
import { type StoredImage, storedImage, withImage } from './catalogue.ts';
import { parseImageConfig } from './image-config.ts';
import { blobsOf } from './library.ts';
import type { Pull } from './pull.ts';
import { pullLayers } from './pull-layers.ts';
import { addImage } from './record.ts';
import type { RemoteImage } from './resolve-manifest.ts';
import { ensureUnpacked } from './unpack.ts';

/**
 * Brings an image into the library, with all its layers unpacked, and answers what `name` answers, which is called while
 * nobody can remove the image. What a failed pull has brought so far goes again.
 */
export async function pullImage<T>(
  pulling: Pull,
  remote: RemoteImage,
  name: (image: StoredImage) => Promise<T>,
): Promise<T> {
  const { library } = pulling;
  return library.leased(async (lease) => {
    const known = library.catalogue.images.get(remote.manifest.config.digest);
    const image = known ?? (await fetchImage(pulling, lease, remote));
    for (const digest of blobsOf(image)) lease.hold(digest);
    const release = library.prepare(image);
    try {
      if (known !== undefined) await ensureUnpacked(library, known);
      else await pullLayers(pulling, lease, image);
      await library.alone(() => addImage(library, image));
      await rememberIndex(pulling, lease, image, remote);
      return await name(image);
    } finally {
      await release();
    }
  });
}

/** Keeps the index in which an image was found, unless the image is stored in a form that the index does not know. */
async function rememberIndex(
  { library }: Pull,
  lease: BlobLease,
  image: StoredImage,
  { index, descriptor }: RemoteImage,
): Promise<void> {
  if (index === undefined || image.descriptor.digest !== descriptor.digest) return;
  const { digest } = await lease.ingest(once(index.bytes));
  await library.alone(async () => {
    const { catalogue } = library;
    const stored = catalogue.images.get(image.id);
    if (stored === undefined || stored.index === digest) return;
    await library.commit(withImage(catalogue, { ...stored, index: digest }));
  });
}

/** Fetches what describes the image: manifest and configuration. */
async function fetchImage(pulling: Pull, lease: BlobLease, remote: RemoteImage): Promise<StoredImage> {
  const { repository } = pulling;
  const { descriptor, manifest, bytes } = remote;
  const { digest, size } = manifest.config;
  const json = await repository.readBlob(manifest.config);
  await lease.ingest(once(json), { digest, size });
  const config = parseImageConfig(json, `the image ${digest}`);
  await lease.ingest(once(bytes), { digest: descriptor.digest, size: descriptor.size });
  return storedImage({ descriptor, manifest, config, parent: undefined });
}
