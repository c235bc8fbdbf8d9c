import { allEnded } from '../base/all-ended.ts';
import type { Digest } from '../base/digest.ts';
import { hexOf } from '../base/digest.ts';
import { shortId } from '../base/ids.ts';
import type { BlobLease } from '../blobs/blob-store.ts';
import type { Descriptor } from '../blobs/descriptor.ts';
import type { StoredImage } from './catalogue.ts';
import { LayerProgress } from './layer-progress.ts';
import type { Library } from './library.ts';
import type { Pull } from './pull.ts';
import { verified } from './verified.ts';

/** One layer of an image that is being pulled. */
interface PulledLayer {
  readonly descriptor: Descriptor;
  readonly diffId: Digest;
  readonly chain: Digest;
  readonly parent: Digest | undefined;
  readonly progress: LayerProgress;
}

/**
 * Downloads an image's layers and unpacks each as soon as it is there, all side by side. `lease` holds the blobs. The first
 * failure ends everything, and is thrown once nothing goes on any more.
 */
export async function pullLayers(pulling: Pull, lease: BlobLease, image: StoredImage): Promise<void> {
  const failed = new AbortController();
  const signal = AbortSignal.any([pulling.signal, failed.signal]);
  const stop = (error: unknown) => {
    failed.abort(error);
    throw error;
  };
  const missing: PulledLayer[] = [];
  for (const layer of layersOf(pulling, image)) {
    lease.hold(layer.descriptor.digest);
    if (await isHere(pulling, layer)) layer.progress.state('Already exists');
    else missing.push(layer);
  }
  for (const layer of missing) layer.progress.state('Pulling fs layer');
  const downloads = missing.map((layer) => download(pulling, layer, signal).catch(stop));
  let below: Promise<void> | undefined;
  const unpacked = missing.map((layer, index) => {
    below = unpack(pulling, layer, { there: downloads[index], below, signal }).catch(stop);
    return below;
  });
  try {
    await allEnded([...downloads, ...unpacked]);
  } finally {
    for (const layer of missing) layer.progress.end();
  }
}

async function isHere({ library }: Pull, { descriptor, chain }: PulledLayer): Promise<boolean> {
  return (await isStored(library, descriptor)) && library.layers.has(chain);
}

async function isStored({ blobs }: Library, { digest, size }: Descriptor): Promise<boolean> {
  return (await blobs.sizeOf(digest)) === size;
}

function layersOf({ tell }: Pull, image: StoredImage): PulledLayer[] {
  return image.chains.flatMap((chain, index) => {
    const descriptor = image.manifest.layers[index];
    const diffId = image.config.rootfs.diff_ids[index];
    if (descriptor === undefined || diffId === undefined) return [];
    const progress = new LayerProgress(tell, shortId(hexOf(descriptor.digest)));
    return [{ descriptor, diffId, chain, parent: image.chains[index - 1], progress }];
  });
}

async function download(pulling: Pull, layer: PulledLayer, signal: AbortSignal): Promise<void> {
  const { library, repository, downloads } = pulling;
  const { descriptor, progress } = layer;
  const { digest, size } = descriptor;
  const fetch = (onBytes: (bytes: number) => void, stop: AbortSignal) =>
    library.leased(async (lease) => {
      const source = counted(repository.blob({ digest, size }, stop), onBytes);
      await verified('filesystem layer', digest, lease.ingest(source, { digest, size }));
    });
  if (!(await isStored(library, descriptor))) {
    await downloads.get(digest, fetch, {
      signal,
      onWait: () => progress.state('Waiting'),
      onBytes: (bytes) => {
        progress.bar('Downloading', bytes, size);
        if (bytes === size) progress.state('Verifying Checksum');
      },
    });
  }
  progress.state('Download complete');
}

/** Unpacks a layer once its blob is `there`, beside those below it, but is not done before them. */
async function unpack(
  { library }: Pull,
  { descriptor, diffId, parent, progress }: PulledLayer,
  when: {
    readonly there: Promise<void> | undefined;
    readonly below: Promise<void> | undefined;
    readonly signal: AbortSignal;
  },
): Promise<void> {
  await when.there;
  when.signal.throwIfAborted();
  await library.layers.apply({
    parent,
    diffId,
    file: library.blobs.pathOf(descriptor.digest),
    ...(when.below === undefined ? {} : { below: when.below }),
    signal: when.signal,
    onRead: (bytes) => progress.bar('Extracting', bytes, descriptor.size),
  });
  progress.state('Pull complete');
}

async function* counted(
  source: AsyncIterable<Buffer>,
  onBytes: (bytes: number) => void,
): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of source) {
    bytes += chunk.length;
    onBytes(bytes);
    yield chunk;
  }
}
