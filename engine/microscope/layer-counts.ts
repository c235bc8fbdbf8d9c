import type { ChangeCount } from '../api/types/microscope.ts';
import { KIND } from '../layers/index/layer-index.ts';
import type { Loss } from './losses.ts';
import { CHANGE, indexOf, NEVER, type Timeline } from './timeline.ts';
import { ownBytes } from './view.ts';

/** What one layer did, in numbers; folders are not counted. */
export interface LayerCounts {
  readonly added: ChangeCount;
  readonly changed: ChangeCount;
  readonly removed: ChangeCount;
  readonly wasted: number;
}

/** What each layer did against those below it, from the bottom up. */
export function countLayers(timeline: Timeline, losses: readonly Loss[]): LayerCounts[] {
  const counts = timeline.layers.map(() => ({
    added: { files: 0, bytes: 0 },
    changed: { files: 0, bytes: 0 },
    removed: { files: 0, bytes: 0 },
    wasted: 0,
  }));
  const count = (layer: number, how: 'added' | 'changed' | 'removed', version: number) => {
    const into = counts[layer]?.[how];
    if (into === undefined) return;
    into.files += 1;
    into.bytes += ownBytes(timeline, version);
  };
  for (let path = 0; path < timeline.paths; path++) {
    const end = timeline.versionsAt[path + 1] ?? 0;
    for (let version = timeline.versionsAt[path] ?? 0; version < end; version++) {
      const index = indexOf(timeline, version);
      if (index.kind[timeline.row[version] ?? 0] === KIND.directory) continue;
      const isNew = timeline.change[version] === CHANGE.added;
      count(timeline.layer[version] ?? 0, isNew ? 'added' : 'changed', version);
      const hiddenAt = timeline.hiddenAt[version] ?? NEVER;
      const isRewritten = version + 1 < end && timeline.layer[version + 1] === hiddenAt;
      if (hiddenAt !== NEVER && !isRewritten) count(hiddenAt, 'removed', version);
    }
  }
  for (const { version, bytes } of losses) {
    const wasting = counts[timeline.layer[version] ?? 0];
    if (wasting !== undefined) wasting.wasted += bytes;
  }
  return counts;
}
