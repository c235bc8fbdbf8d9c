import { FLAG, KIND, targetOfRow } from '../layers/index/layer-index.ts';
import { findPath, indexOf, NEVER, type Timeline, versionsOf } from './timeline.ts';
import { ownBytes } from './view.ts';

/** Bytes that a layer brought and that no layer above shows any more. */
export interface Loss {
  readonly path: number;
  readonly version: number;
  readonly bytes: number;
  /** The layer that overwrote or deleted it. */
  readonly lostTo: number;
  readonly how: 'overwritten' | 'deleted';
}

/**
 * The files whose bytes are in a layer for nothing. A file with several names is lost only when the last of them is, and to
 * the layer that took that one.
 */
export function lossesIn(timeline: Timeline): Loss[] {
  const linked = lastNames(timeline);
  const losses: Loss[] = [];
  for (let path = 0; path < timeline.paths; path++) {
    const end = timeline.versionsAt[path + 1] ?? 0;
    for (let version = timeline.versionsAt[path] ?? 0; version < end; version++) {
      const hiddenAt = timeline.hiddenAt[version] ?? NEVER;
      if (hiddenAt === NEVER) continue;
      const bytes = ownBytes(timeline, version);
      if (bytes === 0) continue;
      const lostTo = Math.max(hiddenAt, linked.get(version) ?? 0);
      if (lostTo === NEVER) continue;
      const isRewritten = version + 1 < end && timeline.layer[version + 1] === hiddenAt;
      losses.push({ path, version, bytes, lostTo, how: isRewritten ? 'overwritten' : 'deleted' });
    }
  }
  return losses;
}

/** For files with several names (by version): the layer that hides the last of the further ones. */
function lastNames(timeline: Timeline): ReadonlyMap<number, number> {
  const last = new Map<number, number>();
  for (let version = 0; version < timeline.versions; version++) {
    const index = indexOf(timeline, version);
    const row = timeline.row[version] ?? 0;
    if (index.kind[row] !== KIND.file || ((index.flags[row] ?? 0) & FLAG.hardLink) === 0) continue;
    const first = versionAt(timeline, targetOfRow(index, row), timeline.layer[version] ?? 0);
    if (first === undefined) continue;
    last.set(first, Math.max(last.get(first) ?? 0, timeline.hiddenAt[version] ?? NEVER));
  }
  return last;
}

function versionAt(timeline: Timeline, place: string, layer: number): number | undefined {
  const path = findPath(timeline, place);
  if (path === undefined) return undefined;
  return versionsOf(timeline, path).find((version) => timeline.layer[version] === layer);
}
