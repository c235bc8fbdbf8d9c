import { Readable } from 'node:stream';
import type { ImageBackend } from '../api/backends/images.ts';
import { decompressed } from '../process/decompress.ts';
import { changedConfig } from './config-changes.ts';
import { createImage } from './create-image.ts';
import type { Library } from './library.ts';
import { hostPlatform, parsePlatform } from './platform.ts';

/** Makes an image of one layer from a tar of a root file system. See ImageBackend.import. */
export async function importImage(
  library: Library,
  tar: AsyncIterable<Buffer>,
  options: Parameters<ImageBackend['import']>[1],
): Promise<string> {
  const config = changedConfig({}, options.changes);
  const image = await createImage(library, {
    parent: undefined,
    layer: Readable.from(decompressed(tar), { objectMode: false }),
    config,
    platform: options.platform === undefined ? hostPlatform : parsePlatform(options.platform),
    author: '',
    comment: options.message,
    createdBy: '',
    reference: options.reference,
  });
  library.tell('import', image, image.id);
  return image.id;
}
