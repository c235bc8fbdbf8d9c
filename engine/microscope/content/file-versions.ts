import type { ImageFileVersion } from '../../api/types/microscope.ts';
import { contentOfRow } from '../../layers/index/layer-index.ts';
import { kindName } from '../entry.ts';
import { CHANGE, indexOf, NEVER, type Timeline, versionsOf } from '../timeline.ts';

/** What the layers did to a path, from the bottom up; folders that a layer only passes through are left out. */
export function fileVersions(timeline: Timeline, path: number): ImageFileVersion[] {
  const versions = versionsOf(timeline, path);
  return versions.flatMap((version, place): ImageFileVersion[] => {
    const index = indexOf(timeline, version);
    const row = timeline.row[version] ?? 0;
    const content = contentOfRow(index, row);
    const written: ImageFileVersion = {
      layer: timeline.layer[version] ?? 0,
      change: timeline.change[version] === CHANGE.added ? 'added' : 'changed',
      kind: kindName(index.kind[row]),
      size: index.size[row] ?? 0,
      digest: content === undefined ? null : `sha256:${content}`,
    };
    const hiddenAt = timeline.hiddenAt[version] ?? NEVER;
    const next = versions[place + 1];
    const isRemoved = hiddenAt !== NEVER && (next === undefined || timeline.layer[next] !== hiddenAt);
    return [
      ...(timeline.change[version] === CHANGE.none ? [] : [written]),
      ...(isRemoved
        ? [{ layer: hiddenAt, change: 'removed' as const, kind: null, size: 0, digest: null }]
        : []),
    ];
  });
}
