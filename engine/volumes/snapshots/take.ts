import { mkdir, rename } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { SnapshotKind, SnapshotMethod } from '../../api/types/snapshot.ts';
import { Undo } from '../../base/undo.ts';
import { diskFault, makeFolder, syncFolder } from '../../disk/atomic-write.ts';
import { copyFiles, copyFolders, copyTree, linkTree } from '../../process/copy-below.ts';
import { flushFileSystem } from '../../process/flush.ts';
import { removeNames } from '../../process/remove-names.ts';
import { removeTree } from '../../process/remove-tree.ts';
import { ProgramError } from '../../process/run.ts';
import { LISTS, writeChangeLists } from '../trees/change-lists.ts';
import { believable, differences } from '../trees/difference.ts';
import { readIndex, type TreeTotals, writeIndex } from '../trees/index-file.ts';
import { readNames } from '../trees/name-list.ts';
import type { Report } from '../trees/report.ts';
import {
  indexOf,
  NEW_PREFIX,
  newSnapshotId,
  readSnapshots,
  type SnapshotRecord,
  snapshotsFolder,
  writeSnapshotRecord,
} from './snapshot-record.ts';

export interface TakeOptions {
  readonly note: string;
  readonly kind: SnapshotKind;
  readonly method: SnapshotMethod;
  readonly report: Report;
  readonly signal: AbortSignal;
}

interface Taking {
  readonly volume: string;
  /** The snapshot's folder, while it has no name yet. */
  readonly folder: string;
  readonly report: Report;
  readonly signal: AbortSignal;
}

/**
 * Keeps what is in the volume's `_data` now. It gets its name by one rename when all of it is on the disk. Files that change
 * meanwhile are kept as they are at some moment of it.
 */
export async function takeSnapshot(volume: string, options: TakeOptions): Promise<SnapshotRecord> {
  const began = performance.now();
  const created = new Date();
  const id = newSnapshotId(created);
  const folder = join(snapshotsFolder(volume), NEW_PREFIX + id);
  await makeFolder(snapshotsFolder(volume), 0o700);
  return await Undo.run(async (undo) => {
    await mkdir(folder, { mode: 0o700 }).catch((cause: unknown) => {
      throw diskFault(`make the folder ${folder}`, cause);
    });
    undo.add('make the folder', () => removeTree(folder));
    const startedAt = Date.now();
    options.report({ status: 'Looking at the files' });
    const { method, totals } = await keep({ volume, folder, ...options }, options.method);
    const { note, kind } = options;
    const tookMs = Math.round(performance.now() - began);
    const name = basename(volume);
    const record: SnapshotRecord = {
      schema: 1,
      id,
      volume: name,
      created: created.toISOString(),
      note,
      kind,
      method,
      ...totals,
      tookMs,
      startedAt,
    };
    await writeSnapshotRecord(folder, record);
    // Those that are taken before a change are flushed with it, before it begins.
    if (kind === 'manual') await flushFileSystem(volume);
    await rename(folder, join(snapshotsFolder(volume), id));
    await syncFolder(snapshotsFolder(volume));
    return record;
  });
}

interface Kept {
  readonly method: SnapshotMethod;
  readonly totals: TreeTotals;
}

/** Fills `index` and `data`. */
async function keep(taking: Taking, method: SnapshotMethod): Promise<Kept> {
  const { volume, folder, report, signal } = taking;
  const to = `snapshots/${basename(folder)}/data`;
  const route = { root: volume, from: '_data', to };
  const index = () => writeIndex(join(volume, '_data'), indexOf(folder), folder);
  if (method === 'reflink') {
    // Side by side: what changes meanwhile has times that are not believed later.
    const [indexed, copied] = await Promise.allSettled([index(), copyTree(route, { method, signal })]);
    if (indexed.status === 'rejected') throw indexed.reason;
    if (copied.status === 'fulfilled') return { method, totals: indexed.value };
    // A file of a kind that cannot be shared, say: then all of it is copied.
    if (!(copied.reason instanceof ProgramError)) throw copied.reason;
    await removeTree(join(volume, to));
  }
  // What is written into a mapped file shows in its times only from its next page fault on, which a flush brings about; a
  // reflink flushes what it shares.
  await flushFileSystem(volume);
  const totals = await index();
  const previous = (await readSnapshots(volume)).findLast((snapshot) => snapshot.method === 'copy');
  if (previous === undefined) {
    const onBytes = (bytes: number) =>
      report({
        status: 'Copying',
        progressDetail: { current: Math.min(bytes, totals.bytes), total: totals.bytes },
      });
    await copyTree(route, { method: 'copy', signal, onBytes });
  } else await keepChanges(taking, to, previous);
  return { method: 'copy', totals };
}

/** Files that the snapshot before has just so are taken from it: snapshots are never written to, so they may be the same. */
async function keepChanges(
  { volume, folder, report, signal }: Taking,
  to: string,
  previous: SnapshotRecord,
): Promise<void> {
  const before = join(snapshotsFolder(volume), previous.id);
  const found = differences(
    readIndex(indexOf(before)),
    readIndex(indexOf(folder)),
    believable(previous.startedAt),
  );
  const change = await writeChangeLists(found, folder);
  report({ status: 'Copying what changed' });
  await linkTree({ root: volume, from: `snapshots/${previous.id}/data`, to }, signal);
  const list = (name: keyof typeof LISTS) => join(folder, LISTS[name]);
  await removeNames(join(volume, to), readNames(list('out')));
  const options = { method: 'copy', signal } as const;
  await copyFiles({ root: volume, from: '_data', to }, readNames(list('files')), change.groups, options);
  const folders = new Set<string>();
  for await (const name of readNames(list('folders'))) folders.add(name);
  await copyFolders({ root: volume, from: '_data', to }, [...folders], { loose: true });
  await Promise.all(Object.values(LISTS).map((name) => removeTree(join(folder, name))));
}
