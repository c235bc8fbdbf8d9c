import { join } from 'node:path';
import { type Digest, isDigest } from '../base/digest.ts';
import { fault } from '../base/errors.ts';
import { readJson } from '../disk/atomic-write.ts';

/** What `writable.json` says: over which chain the writable stands; null over an empty root. */
export interface WritableRecord {
  readonly version: 1;
  readonly chain: Digest | null;
}

const ID = /^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,127}$/;

/** Checks that `id` can be the name of a folder; throws `invalid` otherwise. */
export function checkWritableId(id: string): void {
  if (!ID.test(id)) throw fault('invalid', `invalid name for a writable layer: ${JSON.stringify(id)}`);
}

/** A writable's folder below the store's root. */
export function writableFolder(id: string): string {
  return join('w', id);
}

/** Reads a writable's record; undefined when it is missing or says nothing that we understand. */
export async function readWritableRecord(folder: string): Promise<WritableRecord | undefined> {
  const value = (await readJson(join(folder, 'writable.json'))) as Partial<WritableRecord> | undefined;
  if (value?.version !== 1) return undefined;
  if (value.chain !== null && !isDigest(String(value.chain))) return undefined;
  return value as WritableRecord;
}
