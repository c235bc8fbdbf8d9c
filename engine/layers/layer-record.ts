import { join } from 'node:path';
import { type Digest, isDigest } from '../base/digest.ts';
import { readJson } from '../disk/atomic-write.ts';
import { chainOver } from './chain-id.ts';

/** What `layer.json` beside an unpacked layer says. The folder gets its final name last, so a record there is whole. */
export interface LayerRecord {
  readonly version: 1;
  readonly chain: Digest;
  /** The chain below; null at the bottom. */
  readonly parent: Digest | null;
  readonly diffId: Digest;
  /** Bytes of its own files. */
  readonly size: number;
  /** Name of its short link in `l/`. */
  readonly link: string;
  /** The boot in which it was unpacked, until its files are known to be on the disk; then null. */
  readonly boot: string | null;
  /** Its folders that hide what lower layers hold there; names as in a tar, one character per byte. */
  readonly opaque: readonly string[];
}

/** Reads the record in a chain's folder; undefined when it is missing or says nothing that we understand. */
export async function readLayerRecord(folder: string): Promise<LayerRecord | undefined> {
  const value = (await readJson(join(folder, 'layer.json'))) as Partial<LayerRecord> | undefined;
  if (value?.version !== 1 || typeof value.link !== 'string' || typeof value.size !== 'number')
    return undefined;
  const { chain, parent, diffId, opaque, boot } = value;
  if (chain === undefined || diffId === undefined || parent === undefined || boot === undefined)
    return undefined;
  if (!isDigest(diffId) || !Array.isArray(opaque)) return undefined;
  return chain === chainOver(parent ?? undefined, diffId) ? (value as LayerRecord) : undefined;
}
