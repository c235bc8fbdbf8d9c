import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { errnoOf, fault, messageOf } from '../base/errors.ts';
import { ProgramError } from './run.ts';
import { stream } from './stream.ts';

/** How bytes are packed, told by their first few. */
export type Compression = 'none' | 'gzip' | 'zstd' | 'xz' | 'bzip2';

/** So many bytes are enough for `compressionOf`. */
const MAGIC_LENGTH = 6;

const MAGIC: readonly (readonly [Compression, Buffer])[] = [
  ['gzip', Buffer.from([0x1f, 0x8b])],
  ['zstd', Buffer.from([0x28, 0xb5, 0x2f, 0xfd])],
  ['xz', Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00])],
  ['bzip2', Buffer.from('BZh')],
];

/** Plain bytes at a time: enough that few calls are needed. */
const CHUNK = 128 * 1024;

/** What the first bytes of a stream say about its packing. */
export function compressionOf(start: Buffer): Compression {
  return MAGIC.find(([, magic]) => start.subarray(0, magic.length).equals(magic))?.[0] ?? 'none';
}

/**
 * The plain bytes of a stream that may be packed; the work is done beside us, by zlib in a thread or by the packer's own
 * program. Throws `invalid` for a broken or cut-off stream, `unavailable` when the program is not installed.
 */
export async function* decompressed(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const input = source[Symbol.asyncIterator]();
  try {
    let start: Buffer = Buffer.alloc(0);
    while (start.length < MAGIC_LENGTH) {
      const next = await input.next();
      if (next.done === true) break;
      start = start.length === 0 ? next.value : Buffer.concat([start, next.value]);
    }
    const compression = compressionOf(start);
    const whole = startingWith(start, input);
    if (compression === 'none') yield* whole;
    else if (compression === 'gzip') yield* gunzipped(whole);
    else yield* unpacked(compression, whole);
  } finally {
    await input.return?.();
  }
}

/** zlib takes half of gzip(1)'s time, and nothing goes through pipes. Zero bytes that pad an archive are passed over. */
async function* gunzipped(input: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const gunzip = createGunzip({ chunkSize: CHUNK });
  const fed = pipeline(Readable.from(input, { objectMode: false }), gunzip);
  fed.catch(() => undefined); // whoever reads sees it
  try {
    yield* gunzip as AsyncIterable<Buffer>;
  } catch (error) {
    if (errnoOf(error)?.startsWith('Z_') !== true) throw error;
    throw fault('invalid', `the gzip data is broken: ${messageOf(error)}`, error);
  }
}

async function* unpacked(
  program: Exclude<Compression, 'none' | 'gzip'>,
  input: AsyncIterable<Buffer>,
): AsyncGenerator<Buffer> {
  try {
    yield* stream(program, ['-dc'], { input });
  } catch (error) {
    if (!(error instanceof ProgramError)) throw error;
    throw fault('invalid', `the ${program} data is broken: ${error.stderr.trim()}`, error);
  }
}

async function* startingWith(start: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  if (start.length > 0) yield start;
  for (;;) {
    const next = await rest.next();
    if (next.done === true) return;
    yield next.value;
  }
}
