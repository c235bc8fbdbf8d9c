import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { TimeMachineBackend } from '../../api/backends/volumes.ts';
import type { SnapshotKind, VolumeChanged, VolumeSnapshot } from '../../api/types/snapshot.ts';
import { fault } from '../../base/errors.ts';
import { syncFolder } from '../../disk/atomic-write.ts';
import { removeTree } from '../../process/remove-tree.ts';
import { tellVolume } from '../events.ts';
import { cloneVolume } from '../transfer/clone.ts';
import { exportFolder } from '../transfer/export.ts';
import { emptyVolume, importArchive, topNames } from '../transfer/import.ts';
import { readIndex } from '../trees/index-file.ts';
import { type Report, reported } from '../trees/report.ts';
import { Alone, type TimeMachineDeps } from './alone.ts';
import { changesBetween } from './changes.ts';
import { withLiveIndex } from './live-index.ts';
import { rollBack } from './roll-back.ts';
import { sizesOf } from './sizes.ts';
import {
  GONE_PREFIX,
  indexOf,
  readSnapshot,
  readSnapshots,
  type SnapshotRecord,
  snapshotsFolder,
  viewOf,
} from './snapshot-record.ts';
import { takeSnapshot } from './take.ts';

const EXACTNESS =
  'Containers go on while a snapshot is taken, so it is what programs find after a power cut: each file as it was at some moment of the copying, files that belong together perhaps a moment apart. Stop or pause the containers for an exact one.';
const LONGEST_NOTE = 500;

/** Opens the time machine, and finishes what a crash interrupted. Open it before any container is started. */
export async function openTimeMachine(deps: TimeMachineDeps): Promise<TimeMachineBackend> {
  const alone = new Alone(deps);
  await alone.recover();
  return doorOf(deps, alone);
}

function doorOf(deps: TimeMachineDeps, alone: Alone): TimeMachineBackend {
  const { store } = deps.volumes;
  const tell = (name: string, action: string, attributes: Readonly<Record<string, string>> = {}) =>
    tellVolume(deps.events, name, action, { driver: 'local', ...attributes });

  async function take(
    folder: string,
    name: string,
    ask: {
      readonly kind: SnapshotKind;
      readonly note: string;
      readonly report: Report;
      readonly signal: AbortSignal;
    },
  ): Promise<SnapshotRecord> {
    const { method } = await alone.method();
    const record = await takeSnapshot(folder, { ...ask, method });
    tell(name, 'snapshot', { snapshot: record.id });
    return record;
  }

  return {
    list: async (name) => {
      alone.refuseMount(name);
      const snapshots = await readSnapshots(store.folder(name));
      return { snapshots: snapshots.map(viewOf), ...(await alone.method()), exactness: EXACTNESS };
    },

    sizes: (name) =>
      alone.withPlain(name, async (folder) => {
        const { method } = await alone.method();
        return await sizesOf(folder, await readSnapshots(folder), method === 'reflink');
      }),

    take: (name, { note }, signal) => {
      if (note.length > LONGEST_NOTE) {
        throw fault('invalid', `a note has ${LONGEST_NOTE} characters at most; this one has ${note.length}`);
      }
      return reported<VolumeSnapshot>(
        (report, ended) =>
          alone.withPlain(name, async (folder) =>
            viewOf(await take(folder, name, { kind: 'manual', note, report, signal: ended })),
          ),
        signal,
      );
    },

    remove: (name, id) =>
      alone.withPlain(name, async (folder) => {
        await readSnapshot(folder, id);
        const gone = join(snapshotsFolder(folder), GONE_PREFIX + id);
        await rename(join(snapshotsFolder(folder), id), gone);
        await syncFolder(snapshotsFolder(folder));
        tell(name, 'snapshot-remove', { snapshot: id });
        await removeTree(gone);
      }),

    rollBack: (name, id, signal) =>
      reported<VolumeChanged>(
        (report, ended) =>
          alone.withPlain(name, async (folder) => {
            const target = await readSnapshot(folder, id);
            const note = `Before the roll back to ${titleOf(target)}`;
            const before = await take(folder, name, { kind: 'before-rollback', note, report, signal: ended });
            const { method } = await alone.method();
            const differences = await rollBack(folder, target, before, { method, report, signal: ended });
            tell(name, 'rollback', { snapshot: id });
            return { volume: name, before: viewOf(before), differences };
          }),
        signal,
      ),

    changes: (name, id, to) =>
      alone.withPlain(name, async (folder) => {
        const index = async (snapshot: string) => {
          const { id: found } = await readSnapshot(folder, snapshot);
          return readIndex(indexOf(join(snapshotsFolder(folder), found)));
        };
        const from = await index(id);
        if (to !== undefined) return await changesBetween(from, await index(to));
        return await withLiveIndex(folder, (live) => changesBetween(from, live));
      }),

    clone: (name, { to, snapshot }, signal) =>
      reported<VolumeChanged>(async (report, ended) => {
        const source = { name, to, snapshot, method: (await alone.method()).method };
        await cloneVolume(deps, alone, source, { report, signal: ended });
        tell(to, 'create');
        tell(name, 'clone', { clone: to });
        return { volume: to };
      }, signal),

    export: async (name, { format, snapshot }) => {
      const folder = store.folder(store.get(name).name);
      if (snapshot === undefined) return exportFolder(store.data(name), format, await alone.use(name));
      const { id } = await readSnapshot(folder, snapshot);
      return exportFolder(join(snapshotsFolder(folder), id, 'data'), format, await alone.use(name));
    },

    import: (name, archive, signal) =>
      reported<VolumeChanged>(
        (report, ended) =>
          alone.withPlain(name, async (folder) => {
            let before: SnapshotRecord | undefined;
            const differences = await importArchive(folder, archive, {
              report,
              signal: ended,
              before: async () => {
                if ((await topNames(store.data(name))).length === 0) return;
                const note = 'Before an import';
                before = await take(folder, name, { kind: 'before-import', note, report, signal: ended });
              },
            });
            tell(name, 'import');
            return { volume: name, differences, ...(before === undefined ? {} : { before: viewOf(before) }) };
          }),
        signal,
      ),

    empty: (name, { keep }, signal) =>
      reported<VolumeChanged>(
        (report, ended) =>
          alone.withPlain(name, async (folder) => {
            const full = (await topNames(store.data(name))).length > 0;
            const ask = {
              kind: 'before-empty',
              note: 'Before it was emptied',
              report,
              signal: ended,
            } as const;
            const before = keep && full ? await take(folder, name, ask) : undefined;
            const differences = await emptyVolume(folder);
            tell(name, 'empty');
            return { volume: name, differences, ...(before === undefined ? {} : { before: viewOf(before) }) };
          }),
        signal,
      ),
  };
}

/** What a person calls it: its note, or its time. */
function titleOf({ note, created }: SnapshotRecord): string {
  return note === '' ? `the snapshot of ${created.slice(0, 19).replace('T', ' ')} UTC` : `“${note}”`;
}
