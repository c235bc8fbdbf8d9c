import { join } from 'node:path';
import type { SnapshotMethod } from '../../api/types/snapshot.ts';
import { copyFiles, copyFolders } from '../../process/copy-below.ts';
import { removeTree } from '../../process/remove-tree.ts';
import { LISTS, writeChangeLists } from '../trees/change-lists.ts';
import { changeOver, STAGED } from '../trees/change-over.ts';
import { believable, differences } from '../trees/difference.ts';
import { readIndex } from '../trees/index-file.ts';
import { readNames } from '../trees/name-list.ts';
import type { Report } from '../trees/report.ts';
import { withWorkFolder } from '../trees/work-folder.ts';
import { indexOf, type SnapshotRecord, snapshotsFolder } from './snapshot-record.ts';

/**
 * Makes the volume's files those of the snapshot `target` again, in place: a file that did not change is not touched, a folder that
 * was there then and is there now stays the same folder, and a changed file is replaced by one rename. `now` is a snapshot of
 * what is there, taken just before. Answers how many things differed.
 */
export async function rollBack(
  volume: string,
  target: SnapshotRecord,
  now: SnapshotRecord,
  options: { readonly method: SnapshotMethod; readonly report: Report; readonly signal: AbortSignal },
): Promise<number> {
  const folderOf = ({ id }: SnapshotRecord) => join(snapshotsFolder(volume), id);
  return await withWorkFolder(volume, async (work, undo) => {
    options.report({ status: 'Comparing' });
    const found = differences(
      readIndex(indexOf(folderOf(now))),
      readIndex(indexOf(folderOf(target))),
      believable(target.startedAt),
    );
    const { groups, differences: count } = await writeChangeLists(found, work);
    if (count === 0) {
      await removeTree(work);
      return 0;
    }
    options.report({ status: 'Copying what changed' });
    const from = `snapshots/${target.id}/data`;
    const route = { root: volume, from, to: `${work.slice(volume.length + 1)}/${STAGED}` };
    const method = target.method === 'reflink' ? options.method : 'copy';
    const list = (name: keyof typeof LISTS) => join(work, LISTS[name]);
    await copyFiles(route, readNames(list('files')), groups, { method, signal: options.signal });
    const folders: string[] = [];
    for await (const name of readNames(list('newFolders'))) folders.push(name);
    await copyFolders(route, folders, { loose: false });
    options.signal.throwIfAborted();
    undo.keep();
    options.report({ status: 'Putting it in place' });
    await changeOver(volume, work, { operation: `The roll back to snapshot ${target.id}`, folders: from });
    return count;
  });
}
