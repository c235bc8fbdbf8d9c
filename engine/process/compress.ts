import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import { stream } from './stream.ts';

/** The bytes of `source`, packed beside us: by zlib in a thread, or by zstd(1) on every core. */
export function compressed(source: AsyncIterable<Buffer>, by: 'gzip' | 'zstd'): AsyncIterable<Buffer> {
  if (by === 'zstd') return stream('zstd', ['-c', '-T0', '-q'], { input: source });
  const plain = Readable.from(source, { objectMode: false });
  const gzip = createGzip({ chunkSize: 128 * 1024, level: 6 });
  plain.once('error', (error) => gzip.destroy(error));
  gzip.once('close', () => plain.destroy());
  return plain.pipe(gzip) as AsyncIterable<Buffer>;
}
