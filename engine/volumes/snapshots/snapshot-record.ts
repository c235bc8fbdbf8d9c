import { randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { VolumeSnapshot } from '../../api/types/snapshot.ts';
import { errnoOf, fault } from '../../base/errors.ts';
import { diskFault, readJson, writeJson } from '../../disk/atomic-write.ts';

/**
 * A snapshot on disk, below its volume's folder:
 *
 *     snapshots/
 *       <id>/
 *         snapshot.json   this record
 *         index           what was in the volume, as its own files were then (`trees/record.ts`)
 *         data/           the files
 *       .new-*            snapshots that are just being taken
 *       .gone-*           snapshots that are just being removed
 */
export interface SnapshotRecord extends VolumeSnapshot {
  readonly schema: 1;
  /** When the walk for the index began, in milliseconds since the epoch. */
  readonly startedAt: number;
}

const shape = z.object({
  schema: z.literal(1),
  id: z.string(),
  volume: z.string(),
  created: z.string(),
  note: z.string(),
  kind: z.enum(['manual', 'before-rollback', 'before-import', 'before-empty']),
  method: z.enum(['reflink', 'copy']),
  files: z.number(),
  folders: z.number(),
  bytes: z.number(),
  tookMs: z.number(),
  startedAt: z.number(),
});

const ID = /^\d{8}-\d{9}-[0-9a-f]{4}$/;
const FILE = 'snapshot.json';
export const NEW_PREFIX = '.new-';
export const GONE_PREFIX = '.gone-';

export function newSnapshotId(now: Date): string {
  const [date = '', time = ''] = now
    .toISOString()
    .replaceAll(/[-:.Z]/g, '')
    .split('T');
  return `${date}-${time}-${randomBytes(2).toString('hex')}`;
}

/** The folder of a volume's snapshots. */
export function snapshotsFolder(volume: string): string {
  return join(volume, 'snapshots');
}

export function indexOf(folder: string): string {
  return join(folder, 'index');
}

/** Writes the record; it is on the disk with the next flush. */
export async function writeSnapshotRecord(folder: string, record: SnapshotRecord): Promise<void> {
  await writeJson(join(folder, FILE), record, { durable: false, mode: 0o600 });
}

/** The snapshots of the volume in the folder `volume`, oldest first. */
export async function readSnapshots(volume: string): Promise<SnapshotRecord[]> {
  const ids = (await namesIn(snapshotsFolder(volume))).filter((name) => ID.test(name)).sort();
  return await Promise.all(ids.map((id) => readSnapshot(volume, id)));
}

/** Throws `not-found` when the volume has no such snapshot. */
export async function readSnapshot(volume: string, id: string): Promise<SnapshotRecord> {
  const value = ID.test(id) ? await readJson(join(snapshotsFolder(volume), id, FILE)) : undefined;
  if (value === undefined) throw fault('not-found', `no such snapshot: ${id}`);
  return shape.parse(value);
}

export async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (cause) {
    if (errnoOf(cause) === 'ENOENT') return [];
    throw diskFault(`read ${folder}`, cause);
  }
}

/** The record without what is for us alone. */
export function viewOf({ schema: _, startedAt: __, ...snapshot }: SnapshotRecord): VolumeSnapshot {
  return snapshot;
}
