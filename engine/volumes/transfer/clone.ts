import { rename } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { SnapshotMethod } from '../../api/types/snapshot.ts';
import { fault, isKind } from '../../base/errors.ts';
import { copyTree } from '../../process/copy-below.ts';
import { extractTar, packTar } from '../../process/gnu-tar.ts';
import { removeTree } from '../../process/remove-tree.ts';
import { ProgramError } from '../../process/run.ts';
import { checkVolumeName } from '../names.ts';
import type { Alone, TimeMachineDeps } from '../snapshots/alone.ts';
import { readSnapshot } from '../snapshots/snapshot-record.ts';
import type { Report } from '../trees/report.ts';
import { dataFolder, type VolumeRecord } from '../volume-record.ts';

/** Where the files of a clone come from. */
interface CloneSource {
  /** The folder of all volumes, and the files below it. */
  readonly root: string;
  readonly from: string;
  /** The files are a mount of their own, which only tar reads safely. */
  readonly isMount: boolean;
  readonly method: SnapshotMethod;
}

/** Fills the folder of a volume that is just being made with a copy of the source's files. */
async function fillClone(
  folder: string,
  source: CloneSource,
  { report, signal }: { readonly report: Report; readonly signal: AbortSignal },
): Promise<void> {
  const data = dataFolder(folder);
  if (source.isMount) {
    report({ status: 'Copying' });
    await extractTar(packTar(join(source.root, source.from)), data);
    signal.throwIfAborted();
    return;
  }
  const to = `${basename(folder)}/.copy`;
  const route = { root: source.root, from: source.from, to };
  const onBytes = (current: number) => report({ status: 'Copying', progressDetail: { current } });
  const copy = (method: SnapshotMethod) => copyTree(route, { method, signal, onBytes });
  try {
    await copy(source.method);
  } catch (error) {
    if (source.method === 'copy' || !(error instanceof ProgramError) || isKind(error, 'cancelled'))
      throw error;
    await removeTree(join(source.root, to));
    await copy('copy');
  }
  await removeTree(data);
  await rename(join(source.root, to), data);
}

interface CloneRequest {
  readonly name: string;
  /** The new volume's name. */
  readonly to: string;
  /** A snapshot of the volume, instead of what is in it now. */
  readonly snapshot: string | undefined;
  readonly method: SnapshotMethod;
}

/** Makes a new volume with the files of another. Throws `not-found`, `conflict` when the name is taken, `invalid` for a bad one. */
export async function cloneVolume(
  { volumes }: TimeMachineDeps,
  alone: Alone,
  { name, to, snapshot, method }: CloneRequest,
  progress: { readonly report: Report; readonly signal: AbortSignal },
): Promise<void> {
  const { store, isMountedByOptions } = volumes;
  const { labels } = store.get(name);
  checkVolumeName(to);
  const kept = snapshot === undefined ? undefined : await readSnapshot(store.folder(name), snapshot);
  await alone.withAny(name, () =>
    store.lock(to, async () => {
      if (store.peek(to) !== undefined) throw fault('conflict', `a volume named ${to} exists already`);
      const source: CloneSource = {
        root: store.root,
        from: kept === undefined ? `${name}/_data` : `${name}/snapshots/${kept.id}/data`,
        isMount: kept === undefined && isMountedByOptions(name),
        method,
      };
      const record: VolumeRecord = {
        schema: 1,
        name: to,
        driver: 'local',
        created: new Date().toISOString(),
        options: {},
        labels: ownLabels(labels),
        anonymous: false,
      };
      await store.add(record, (folder) => fillClone(folder, source, progress));
    }),
  );
}

/** Labels by which Compose and Docker find what is theirs do not go to a copy. */
function ownLabels(labels: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(labels).filter(([key]) => !key.startsWith('com.docker.')));
}
