import type { BlobLease } from '../blobs/blob-store.ts';
import { once } from './archive.ts';
import { type StoredImage, storedImage } from './catalogue.ts';
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
    const release = library.hold([image.id, ...image.chains]);
    try {
      if (known !== undefined) await ensureUnpacked(library, known);
      else await pullLayers(pulling, lease, image);
      await library.alone(() => addImage(library, image));
      return await name(image);
    } finally {
      release();
      // Does nothing when all went well: the image needs them.
      await library.collectChains([...image.chains].reverse());
    }
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
