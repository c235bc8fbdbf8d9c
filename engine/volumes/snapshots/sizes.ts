import { join } from 'node:path';
import type { SnapshotSize } from '../../api/types/snapshot.ts';
import { aligned } from '../trees/align.ts';
import { readIndex } from '../trees/index-file.ts';
import { statOf, type TreeRecord } from '../trees/record.ts';
import { withLiveIndex } from './live-index.ts';
import { indexOf, type SnapshotRecord, snapshotsFolder } from './snapshot-record.ts';

/**
 * How much of each snapshot is its own: bytes of files that no other snapshot has just so, nor, where blocks are shared
 * (`withLive`), the volume now.
 */
export async function sizesOf(
  volume: string,
  snapshots: readonly SnapshotRecord[],
  withLive: boolean,
): Promise<SnapshotSize[]> {
  if (snapshots.length === 0) return [];
  const indexes = snapshots.map(({ id }) => readIndex(indexOf(join(snapshotsFolder(volume), id))));
  if (!withLive) return await count(snapshots, indexes);
  return await withLiveIndex(volume, (live) => count(snapshots, [...indexes, live]));
}

async function count(
  snapshots: readonly SnapshotRecord[],
  indexes: readonly AsyncIterable<readonly TreeRecord[]>[],
): Promise<SnapshotSize[]> {
  const own = snapshots.map(() => 0);
  for await (const steps of aligned(indexes)) {
    for (const { records } of steps) {
      for (let at = 0; at < own.length; at += 1) {
        const stat = records[at]?.stat;
        if (stat?.startsWith('f') !== true || records.some((other, i) => i !== at && other?.stat === stat))
          continue;
        const { size, links } = statOf({ key: '', stat });
        own[at] = (own[at] ?? 0) + size / Math.max(1, links);
      }
    }
  }
  return snapshots.map(({ id, bytes }, at) => {
    const mine = Math.round(own[at] ?? 0);
    return { id, own: mine, shared: Math.max(0, bytes - mine) };
  });
}
