import { compressed } from '../../process/compress.ts';
import { packTar } from '../../process/gnu-tar.ts';

export type ArchiveFormat = 'tar' | 'tar.gz' | 'tar.zst';

const TYPES: Readonly<Record<ArchiveFormat, string>> = {
  tar: 'application/x-tar',
  'tar.gz': 'application/gzip',
  'tar.zst': 'application/zstd',
};

export interface Export {
  readonly type: string;
  readonly chunks: AsyncIterable<Buffer>;
}

/** What is below `folder` as an archive, made while it is read; `done` is called at its end, however it ends. */
export function exportFolder(folder: string, format: ArchiveFormat, done: () => Promise<void>): Export {
  const tar = packTar(folder);
  const chunks = format === 'tar' ? tar : compressed(tar, format === 'tar.gz' ? 'gzip' : 'zstd');
  return { type: TYPES[format], chunks: followedBy(chunks, done) };
}

async function* followedBy(chunks: AsyncIterable<Buffer>, done: () => Promise<void>): AsyncGenerator<Buffer> {
  try {
    yield* chunks;
  } finally {
    await done();
  }
}
