import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { type Digest, digestOfHex } from '../base/digest.ts';
import { errnoOf, fault, GantryError } from '../base/errors.ts';
import { diskFault } from '../disk/atomic-write.ts';
import { inPieces } from '../disk/in-pieces.ts';
import { readTar } from '../disk/tar-reader.ts';
import { decompressed } from '../process/decompress.ts';
import { extractTar } from '../process/gnu-tar.ts';
import { folderHeader } from './folder-header.ts';
import { IndexBuilder } from './index/index-builder.ts';
import { type LayerFolder, lookUp } from './merged-view.ts';
import { type Below, type LayerFacts, toOverlayTar } from './overlay-tar.ts';
import { plainLimit, upTo } from './plain-limit.ts';
import type { OverlayXattrs } from './whiteout.ts';

/** Large enough that reading costs little, small enough that hashing one never holds up the event loop (0.1 ms). */
const CHUNK = 128 * 1024;

/** A layer that is to be unpacked, as one layer of overlayfs. */
export interface PackedLayer {
  /** Its tar, plain or compressed. */
  readonly file: string;
  /** What the plain tar has to be. */
  readonly diffId: Digest;
  /** An empty folder. */
  readonly into: string;
  readonly xattrs: OverlayXattrs;
  /** The layers below, top first. Asked for at most once, when all of the layer itself is done and only if it matters. */
  readonly stack: () => Promise<readonly LayerFolder[]>;
  /** Told how many bytes of `file` were read so far. */
  readonly onRead: (bytes: number) => void;
  readonly signal: AbortSignal;
}

/** What was found on the way. */
export interface UnpackedLayer extends LayerFacts {
  /** The bytes of its index file. */
  readonly index: Buffer<ArrayBuffer>;
}

/**
 * Unpacks a layer. Throws `invalid` when it is broken, escapes, or is not what `diffId` says; `cancelled` when `signal` ended it.
 * What was unpacked until then stays, but nobody works on it any more.
 */
export type Unpack = (layer: PackedLayer) => Promise<UnpackedLayer>;

/**
 * Unpacks in this thread. One pass: read, decompress (a thread or a child), hash, rewrite, and unpack (a child), all with
 * back-pressure. The index of the layer is made on the way.
 */
export const unpackLayer: Unpack = async (layer) => {
  const hash = createHash('sha256');
  const facts: LayerFacts = { size: 0, opaque: new Set() };
  const { size: packed } = await stat(layer.file);
  const unpacked = upTo(plainLimit(packed), decompressed(bytesOf(layer)));
  const plain = hashing(unpacked, hash);
  const builder = new IndexBuilder(layer.xattrs);
  const tar = toOverlayTar(readTar(plain), {
    below: seenIn(layer),
    xattrs: layer.xattrs,
    facts,
    observe: (place, header, digest) => builder.add(place, header, digest),
  });
  await extractTar(inPieces(tar), layer.into);
  const found = digestOfHex(hash.digest('hex'));
  if (found !== layer.diffId) {
    throw fault('invalid', `the layer's content is ${found}, but its image says ${layer.diffId}`);
  }
  const { file } = await builder.build();
  return { ...facts, index: file };
};

async function* bytesOf({ file, onRead, signal }: PackedLayer): AsyncGenerator<Buffer> {
  const stream = createReadStream(file, { highWaterMark: CHUNK });
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      throwIfStopped(signal);
      yield chunk;
      onRead(stream.bytesRead);
    }
  } catch (cause) {
    throw errnoOf(cause) === undefined ? cause : diskFault(`read ${file}`, cause);
  }
}

function throwIfStopped(signal: AbortSignal): void {
  if (signal.aborted) throw reasonOf(signal);
}

/** Why a layer was given up. */
export function reasonOf({ reason }: AbortSignal): GantryError {
  return reason instanceof GantryError
    ? reason
    : fault('cancelled', 'unpacking the layer was given up', reason);
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

function seenIn({ stack, signal }: PackedLayer): Below {
  let asked: Promise<readonly LayerFolder[]> | undefined;
  const find = async (path: string) => {
    asked ??= stack();
    const layers = await asked;
    throwIfStopped(signal);
    return lookUp(layers, path);
  };
  return {
    has: async (path) => (await find(path)) !== undefined,
    folder: async (path) => {
      const stats = await find(path);
      return stats?.isDirectory() === true ? folderHeader(path, stats) : undefined;
    },
  };
}
