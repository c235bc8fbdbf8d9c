import { DIGEST_BYTES, type LayerIndex } from './layer-index.ts';

/** How much of everything an index holds; this fixes where each column lies. */
export interface IndexCounts {
  readonly rows: number;
  readonly nameBytes: number;
  readonly targetBytes: number;
  readonly digests: number;
}

/** An index whose columns may still be written. */
export type WritableIndex = LayerIndex;

/** Before the columns: what `index-file.ts` writes there. */
export const HEADER_BYTES = 64;

/** Bytes of an index of this size, its header included. */
export function bytesFor(counts: IndexCounts): number {
  return place(counts).total;
}

/**
 * The columns of an index inside `memory`, without copying: `memory` is what lies on the disk. Numbers are little-endian, which
 * every machine that we run on is.
 *
 *     header 64 · size f64 · mtime f64 · parent u32 · end u32 · uid u32 · gid u32 · digestAt u32
 *     · nameAt u32 (one more than rows) · targetAt u32 (one more) · mode u16 · kind u8 · flags u8 · digests · names · targets
 */
export function columnsIn(memory: ArrayBuffer, counts: IndexCounts): WritableIndex {
  const { rows } = counts;
  const at = place(counts);
  return {
    rows,
    size: new Float64Array(memory, at.size, rows),
    mtime: new Float64Array(memory, at.mtime, rows),
    parent: new Uint32Array(memory, at.parent, rows),
    end: new Uint32Array(memory, at.end, rows),
    uid: new Uint32Array(memory, at.uid, rows),
    gid: new Uint32Array(memory, at.gid, rows),
    digestAt: new Uint32Array(memory, at.digestAt, rows),
    nameAt: new Uint32Array(memory, at.nameAt, rows + 1),
    targetAt: new Uint32Array(memory, at.targetAt, rows + 1),
    mode: new Uint16Array(memory, at.mode, rows),
    kind: new Uint8Array(memory, at.kind, rows),
    flags: new Uint8Array(memory, at.flags, rows),
    digests: Buffer.from(memory, at.digests, counts.digests * DIGEST_BYTES),
    names: Buffer.from(memory, at.names, counts.nameBytes),
    targets: Buffer.from(memory, at.targets, counts.targetBytes),
    bytes: memory.byteLength,
  };
}

/** Wide numbers first, so that each column is aligned. */
function place({ rows, nameBytes, targetBytes, digests }: IndexCounts) {
  let offset = HEADER_BYTES;
  const next = (bytes: number): number => {
    const start = offset;
    offset += bytes;
    return start;
  };
  return {
    size: next(8 * rows),
    mtime: next(8 * rows),
    parent: next(4 * rows),
    end: next(4 * rows),
    uid: next(4 * rows),
    gid: next(4 * rows),
    digestAt: next(4 * rows),
    nameAt: next(4 * (rows + 1)),
    targetAt: next(4 * (rows + 1)),
    mode: next(2 * rows),
    kind: next(rows),
    flags: next(rows),
    digests: next(DIGEST_BYTES * digests),
    names: next(nameBytes),
    targets: next(targetBytes),
    total: offset,
  };
}
