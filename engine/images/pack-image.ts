import { pipeline } from 'node:stream';
import { createGzip } from 'node:zlib';
import type { Digest } from '../base/digest.ts';
import type { BlobLease } from '../blobs/blob-store.ts';
import { type Descriptor, MEDIA_TYPES } from '../blobs/descriptor.ts';
import { once } from './archive.ts';
import { type Catalogue, type StoredImage, storedImage, withImage } from './catalogue.ts';
import { blobsOf, type Library } from './library.ts';
import { encodeManifest, parseManifest } from './manifest.ts';

const PLAIN: ReadonlySet<string> = new Set([
  MEDIA_TYPES.layer,
  'application/vnd.docker.image.rootfs.diff.tar',
]);

/** Few calls for much data. */
const CHUNK = 128 * 1024;

/**
 * The image with every layer compressed, as it goes to a registry. That form replaces the one in the library, so that the
 * work is done once and the image has the same digest ever after, whether it is pushed again or pulled. A layer that another
 * image has in compressed form is taken from there. Throws `cancelled`.
 */
export async function packImage(
  library: Library,
  lease: BlobLease,
  image: StoredImage,
  signal: AbortSignal,
): Promise<StoredImage> {
  const present = library.catalogue.images.get(image.id) ?? image;
  if (!present.manifest.layers.some(isPlain)) return present;
  const layers: Descriptor[] = [];
  for (const [index, layer] of present.manifest.layers.entries()) {
    const diffId = present.config.rootfs.diff_ids[index];
    const isPacked = !isPlain(layer) || diffId === undefined;
    layers.push(isPacked ? layer : await packLayer(library, lease, { layer, diffId }, signal));
  }
  const bytes = encodeManifest(present.manifest.config, layers);
  const descriptor = { mediaType: MEDIA_TYPES.manifest, ...(await lease.ingest(once(bytes))) };
  const packed = storedImage({
    ...present,
    descriptor,
    manifest: parseManifest(bytes, 'the new manifest'),
    index: undefined,
  });
  await library.alone(() => library.commit(withImage(library.catalogue, packed)));
  await library.collectBlobs(blobsOf(present));
  return packed;
}

function isPlain({ mediaType }: Descriptor): boolean {
  return PLAIN.has(mediaType);
}

async function packLayer(
  library: Library,
  lease: BlobLease,
  { layer, diffId }: { readonly layer: Descriptor; readonly diffId: Digest },
  signal: AbortSignal,
): Promise<Descriptor> {
  const known = packedBefore(library.catalogue, diffId);
  if (known !== undefined) {
    lease.hold(known.digest);
    if ((await library.blobs.sizeOf(known.digest)) === known.size) return known;
  }
  // zlib writes neither a name nor a time, so the same layer always gives the same bytes; it works in a thread of its own.
  const gzip = createGzip({ level: 6, chunkSize: CHUNK });
  const packed = pipeline(library.blobs.stream(layer.digest), gzip, () => undefined);
  const stop = () => packed.destroy(signal.reason instanceof Error ? signal.reason : undefined);
  signal.addEventListener('abort', stop, { once: true });
  try {
    return { mediaType: MEDIA_TYPES.layerGzip, ...(await lease.ingest(packed as AsyncIterable<Buffer>)) };
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** The compressed form of a layer in any image that has it so. */
function packedBefore(catalogue: Catalogue, diffId: Digest): Descriptor | undefined {
  for (const { manifest, config } of catalogue.images.values()) {
    const index = config.rootfs.diff_ids.indexOf(diffId);
    const layer = manifest.layers[index];
    if (layer !== undefined && !isPlain(layer)) return layer;
  }
  return undefined;
}
