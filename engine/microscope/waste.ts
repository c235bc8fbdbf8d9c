import type { ImageWaste, WastedFile } from '../api/types/microscope.ts';
import { readableName } from '../disk/tar-header.ts';
import type { Loss } from './losses.ts';
import { spellPath, type Timeline } from './timeline.ts';

/** The losses gathered by file, the largest first, cut off at `limit`. */
export function wasteOf(
  timeline: Timeline,
  losses: readonly Loss[],
  limit: number,
): Omit<ImageWaste, 'image'> {
  const byPath = new Map<number, Loss[]>();
  let bytes = 0;
  for (const loss of losses) {
    bytes += loss.bytes;
    const known = byPath.get(loss.path);
    if (known === undefined) byPath.set(loss.path, [loss]);
    else known.push(loss);
  }
  const ranked = [...byPath]
    .map(([path, lost]) => ({ path, lost, bytes: sumOf(lost) }))
    .sort((a, b) => b.bytes - a.bytes || a.path - b.path);
  const files = ranked.slice(0, limit).map(({ path, lost, bytes: own }): WastedFile => {
    const versions = lost.map(({ version, bytes: size, lostTo, how }) => ({
      layer: timeline.layer[version] ?? 0,
      size,
      lostTo,
      how,
    }));
    return { path: `/${readableName(spellPath(timeline, path))}`, bytes: own, versions };
  });
  return { bytes, files, total: ranked.length };
}

function sumOf(losses: readonly Loss[]): number {
  return losses.reduce((sum, { bytes }) => sum + bytes, 0);
}
