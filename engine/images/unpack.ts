import { setTimeout as sleep } from 'node:timers/promises';
import type { ProgressMessage } from '../api/backends/progress.ts';
import type { Digest } from '../base/digest.ts';
import { messageOf } from '../base/errors.ts';
import { shortId } from '../base/ids.ts';
import type { StoredImage } from './catalogue.ts';
import type { Library } from './library.ts';

/** Milliseconds between two messages about one layer; faster is only flicker. */
const PROGRESS_INTERVAL = 200;

/**
 * Unpacks the layers of an image that are not unpacked yet, from the bottom up, and tells how far each is. The chains are to
 * be held, and the blobs leased or recorded. Throws `invalid` for a broken layer.
 */
export async function* unpackImage(library: Library, image: StoredImage): AsyncGenerator<ProgressMessage> {
  let parent: Digest | undefined;
  for (const [index, chain] of image.chains.entries()) {
    const layer = image.manifest.layers[index];
    const diffId = image.config.rootfs.diff_ids[index];
    if (layer === undefined || diffId === undefined) return;
    if (!(await library.layers.has(chain))) {
      const file = library.blobs.pathOf(layer.digest);
      yield* told(diffId, layer.size, (onRead) => library.layers.apply({ parent, diffId, file, onRead }));
    }
    parent = chain;
  }
}

/** Unpacks an image that is recorded. */
export async function ensureUnpacked(library: Library, image: StoredImage): Promise<void> {
  const release = library.hold([image.id, ...image.chains]);
  try {
    for await (const _ of unpackImage(library, image));
  } finally {
    release();
  }
}

/** Unpacks again what a power cut may have damaged, so that containers find their layers. Failures are logged. */
export async function unpackMissing(library: Library): Promise<void> {
  for (const image of library.catalogue.images.values()) {
    const chain = image.chains.at(-1);
    if (chain === undefined || (await library.layers.has(chain))) continue;
    try {
      library.logger.info('unpacking an image again', { image: image.id });
      await ensureUnpacked(library, image);
    } catch (error) {
      library.logger.error('an image cannot be unpacked', { image: image.id, error: messageOf(error) });
    }
  }
}

async function* told(
  diffId: Digest,
  total: number,
  apply: (onRead: (bytes: number) => void) => Promise<unknown>,
): AsyncGenerator<ProgressMessage> {
  let current = 0;
  const message = (): ProgressMessage => ({
    status: 'Loading layer',
    id: shortId(diffId),
    progressDetail: { current, total },
  });
  const applied = apply((bytes) => {
    current = bytes;
  }).then(() => true);
  try {
    while (!(await Promise.race([applied, sleep(PROGRESS_INTERVAL, false)]))) yield message();
    current = total;
    yield message();
  } finally {
    await applied.catch(() => undefined); // a reader that goes away does not leave work behind
  }
}
