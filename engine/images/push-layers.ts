import { createReadStream } from 'node:fs';
import { allEnded } from '../base/all-ended.ts';
import { shortId } from '../base/ids.ts';
import type { Descriptor } from '../blobs/descriptor.ts';
import type { StoredImage } from './catalogue.ts';
import { LayerProgress } from './layer-progress.ts';
import type { Library } from './library.ts';
import { mountSources } from './mount-sources.ts';
import type { Push } from './push.ts';

/** Enough to keep a connection busy. */
const CHUNK = 256 * 1024;

/**
 * Brings an image's layers to the registry, several at a time, the topmost first; `pack` gives the form in which they go.
 * Answers that form. The first failure ends everything, and is thrown once nothing goes on any more.
 */
export async function pushLayers(
  pushing: Push,
  image: StoredImage,
  pack: () => Promise<StoredImage>,
): Promise<StoredImage> {
  const bars = image.config.rootfs.diff_ids.map((diffId) => new LayerProgress(pushing.tell, shortId(diffId)));
  for (const bar of [...bars].reverse()) bar.state('Preparing');
  const packed = await pack();
  const layers = packed.manifest.layers.flatMap((layer, index) => {
    const bar = bars[index];
    return bar === undefined ? [] : [{ layer, bar }];
  });
  let failure: { readonly error: unknown } | undefined;
  const work = layers.reverse().map(({ layer, bar }) =>
    pushing.gate.run(
      async () => {
        if (failure !== undefined) throw failure.error;
        try {
          await pushLayer(pushing, packed, layer, bar);
        } catch (error) {
          failure ??= { error };
          throw failure.error;
        }
      },
      { signal: pushing.signal, onWait: () => bar.state('Waiting') },
    ),
  );
  try {
    await allEnded(work);
  } finally {
    for (const bar of bars) bar.end();
  }
  return packed;
}

async function pushLayer(
  pushing: Push,
  image: StoredImage,
  layer: Descriptor,
  bar: LayerProgress,
): Promise<void> {
  const { repository, library } = pushing;
  if (await repository.has(layer.digest)) {
    bar.state('Layer already exists');
    return;
  }
  const from = mountSources(library.catalogue, image, repository, layer.digest);
  const mounted = await repository.upload(
    uploadOf(library, layer, (bytes) => bar.bar('Pushing', bytes, layer.size)),
    from,
  );
  bar.state(mounted === undefined ? 'Pushed' : `Mounted from ${mounted}`);
}

/** Brings the configuration to the registry, of which nobody is told. */
export async function pushConfig({ repository, library }: Push, { manifest }: StoredImage): Promise<void> {
  if (!(await repository.has(manifest.config.digest)))
    await repository.upload(uploadOf(library, manifest.config));
}

function uploadOf(library: Library, { digest, size }: Descriptor, onSent?: (bytes: number) => void) {
  return {
    digest,
    size,
    read: (offset: number, end: number) =>
      createReadStream(library.blobs.pathOf(digest), {
        start: offset,
        end: end - 1,
        highWaterMark: CHUNK,
      }) as AsyncIterable<Buffer>,
    ...(onSent === undefined ? {} : { onSent }),
  };
}
