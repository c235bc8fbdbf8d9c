import { posix } from 'node:path';
import { isKind } from '../../base/errors.ts';
import { padding } from '../../disk/tar-header.ts';
import { readTar } from '../../disk/tar-reader.ts';
import { decompressed } from '../../process/decompress.ts';
import type { LayerTarWriter } from '../files/layer-tar.ts';
import { withoutSlashes } from './target-place.ts';

const MAGIC_AT = 257;

/** Whether ADD unpacks something: it begins as a tar does, packed or not. */
export async function isArchive(bytes: AsyncIterable<Buffer>): Promise<boolean> {
  try {
    for await (const chunk of decompressed(bytes)) {
      return chunk.toString('latin1', MAGIC_AT, MAGIC_AT + 5) === 'ustar' && chunk.length > MAGIC_AT;
    }
    return false;
  } catch (error) {
    if (isKind(error, 'invalid')) return false;
    throw error;
  }
}

/** The members of an archive, below the folder to which it was added. */
export async function* unpacked(
  bytes: AsyncIterable<Buffer>,
  folder: string,
  writer: LayerTarWriter,
): AsyncGenerator<Buffer> {
  yield* writer.folder(folder);
  for await (const { header, body } of readTar(decompressed(bytes))) {
    const path = withoutSlashes(posix.join(folder, posix.normalize(`/${header.path}`)));
    if (path === '') continue;
    const isHardLink = header.type === 'hard-link';
    const link = withoutSlashes(posix.join(folder, posix.normalize(`/${header.linkPath}`)));
    yield writer.member({
      ...header,
      path: path + (header.type === 'directory' ? '/' : ''),
      linkPath: isHardLink ? link : header.linkPath,
    });
    yield* body;
    if (header.size > 0) yield padding(header.size);
  }
}
