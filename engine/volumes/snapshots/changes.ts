import type { SnapshotChange, SnapshotChanges } from '../../api/types/snapshot.ts';
import { type Difference, differences, readablePath } from '../trees/difference.ts';
import { isFolder, statOf, type TreeRecord } from '../trees/record.ts';

const MOST = 500;

/** What a person calls the changes from one index to another: content, mode, owner; not that a folder was written to. */
export async function changesBetween(
  from: AsyncIterable<readonly TreeRecord[]>,
  to: AsyncIterable<readonly TreeRecord[]>,
): Promise<SnapshotChanges> {
  const counts = { added: 0, modified: 0, removed: 0 };
  const changes: SnapshotChange[] = [];
  for await (const some of differences(from, to, () => true)) {
    for (const difference of some) {
      if (isQuiet(difference)) continue;
      counts[difference.kind] += 1;
      if (changes.length < MOST) changes.push(changeOf(difference));
    }
  }
  return { ...counts, changes, truncated: counts.added + counts.modified + counts.removed > changes.length };
}

/** The same file for a person though not the same inode: what a roll back put there keeps its time. */
function isQuiet({ there, wanted }: Difference): boolean {
  if (there === undefined || wanted === undefined) return false;
  const [a, b] = [statOf(there), statOf(wanted)];
  if (a.type !== b.type || a.mode !== b.mode || a.uid !== b.uid || a.gid !== b.gid) return false;
  return a.type === 'd' || (a.size === b.size && a.mtime === b.mtime);
}

function changeOf(difference: Difference): SnapshotChange {
  const { kind, there, wanted } = difference;
  const record = wanted ?? there;
  const bytes = (tree: TreeRecord | undefined) =>
    tree === undefined || isFolder(tree) ? undefined : statOf(tree).size;
  const [before, after] = [bytes(there), bytes(wanted)];
  return {
    path: readablePath(difference),
    kind,
    isFolder: record !== undefined && isFolder(record),
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
  };
}
