import type { FileChanges } from '../api/types/files.ts';
import { readableName } from '../base/file-name.ts';
import { inSlices } from '../base/in-slices.ts';
import { kindOfStats } from './entry.ts';
import type { Root } from './root.ts';
import type { FileOrigin } from './tree.ts';

/** More changes than these are counted, not told. */
const MOST = 20_000;

/** Everything that was changed, with kinds and sizes (of deleted things: as the image has them). */
export async function describeChanges(root: Root, origin: FileOrigin): Promise<FileChanges> {
  const all = await origin.changes();
  const changes = await inSlices(all.slice(0, MOST), 16, async ({ path, change }) => {
    const stats = await statsAt(root, origin, path, change === 'deleted');
    return {
      path: readableName(path),
      change,
      kind: stats === undefined ? ('file' as const) : kindOfStats(stats),
      size: stats?.isFile() === true ? Number(stats.size) : 0,
    };
  });
  return { changes, total: all.length };
}

async function statsAt(root: Root, origin: FileOrigin, path: string, deleted: boolean) {
  if (deleted) return (await origin.original(path))?.stats;
  try {
    const found = await root.find(path, { follow: false });
    await found.close();
    return found.node?.stats;
  } catch {
    return undefined; // gone meanwhile
  }
}
