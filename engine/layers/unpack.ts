import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { type Digest, digestOfHex } from '../base/digest.ts';
import { errnoOf, fault } from '../base/errors.ts';
import { diskFault } from '../disk/atomic-write.ts';
import { inPieces } from '../disk/in-pieces.ts';
import { readTar } from '../disk/tar-reader.ts';
import { decompressed } from '../process/decompress.ts';
import { extractTar } from '../process/gnu-tar.ts';
import { folderHeader } from './folder-header.ts';
import { type BuiltIndex, IndexBuilder } from './index/index-builder.ts';
import { type LayerFolder, lookUp } from './merged-view.ts';
import { type Below, type LayerFacts, toOverlayTar } from './overlay-tar.ts';
import { plainLimit, upTo } from './plain-limit.ts';
import type { OverlayXattrs } from './whiteout.ts';

/** Large enough that reading costs little, small enough that hashing one never holds up the event loop (0.1 ms). */
const CHUNK = 128 * 1024;

/**
 * Unpacks the layer in `file`, plain or compressed, into the empty folder `into`, as one layer of overlayfs over `stack`
 * (top first). One pass: read, decompress (a child), hash, rewrite, and unpack (a child), all with back-pressure. The index of
 * the layer is made on the way.
 *
 * Throws `invalid` when the layer is broken, escapes, or is not `diffId`; what was unpacked until then stays in `into`.
 */
export async function unpackLayer(layer: {
  readonly file: string;
  readonly diffId: Digest;
  readonly into: string;
  readonly stack: readonly LayerFolder[];
  readonly xattrs: OverlayXattrs;
  readonly onRead: (bytes: number) => void;
}): Promise<LayerFacts & { readonly index: BuiltIndex }> {
  const hash = createHash('sha256');
  const facts: LayerFacts = { size: 0, opaque: new Set() };
  const { size: packed } = await stat(layer.file);
  const unpacked = upTo(plainLimit(packed), decompressed(bytesOf(layer.file, layer.onRead)));
  const plain = hashing(unpacked, hash);
  const builder = new IndexBuilder(layer.xattrs);
  const tar = toOverlayTar(readTar(plain), {
    below: seenIn(layer.stack),
    xattrs: layer.xattrs,
    facts,
    observe: (place, header, digest) => builder.add(place, header, digest),
  });
  await extractTar(inPieces(tar), layer.into);
  const found = digestOfHex(hash.digest('hex'));
  if (found !== layer.diffId) {
    throw fault('invalid', `the layer's content is ${found}, but its image says ${layer.diffId}`);
  }
  return { ...facts, index: await builder.build() };
}

async function* bytesOf(file: string, onRead: (bytes: number) => void): AsyncGenerator<Buffer> {
  const stream = createReadStream(file, { highWaterMark: CHUNK });
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      yield chunk;
      onRead(stream.bytesRead);
    }
  } catch (cause) {
    throw errnoOf(cause) === undefined ? cause : diskFault(`read ${file}`, cause);
  }
}

async function* hashing(
  source: AsyncIterable<Buffer>,
  hash: { update(data: Buffer): unknown },
): AsyncGenerator<Buffer> {
  for await (const chunk of source) {
    hash.update(chunk);
    yield chunk;
  }
}

function seenIn(stack: readonly LayerFolder[]): Below {
  return {
    has: async (path) => (await lookUp(stack, path)) !== undefined,
    folder: async (path) => {
      const stats = await lookUp(stack, path);
      return stats?.isDirectory() === true ? folderHeader(path, stats) : undefined;
    },
  };
}
