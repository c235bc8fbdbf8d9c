import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { sentence } from '../../bridge/engine-error.ts';
import { askRemoval } from '../../stores/removal.ts';
import { toast } from '../../stores/toasts.ts';
import { Ago } from '../../ui/ago.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { counted } from '../../ui/counted.ts';
import { formatBytes } from '../../ui/format-bytes.ts';
import { gantryPath, snapshotsQuery } from './queries.ts';
import { startTask } from './tasks-store.ts';
import { userWords, type VolumeView } from './volume-view.ts';

type Remove = (name: string) => Promise<unknown>;

/** A volume's files go with it, and its snapshots: so all of that is listed, and a copy can be kept. */
export function askVolumeRemoval(
  volumes: readonly VolumeView[],
  remove: Remove,
  onRemoved?: () => void,
): void {
  const [first] = volumes;
  if (first === undefined) return;
  const single = volumes.length === 1;
  const used = volumes.filter(({ users }) => users.length > 0);
  const total = new Set(used.flatMap(({ users }) => users.map(({ id }) => id))).size;
  const kept = { copies: false };
  const bytes = volumes.reduce((sum, volume) => sum + (volume.bytes ?? 0), 0);
  askRemoval({
    title: single ? `Remove the volume ${first.label}?` : `Remove ${volumes.length} volumes?`,
    items: volumes.map((volume) => ({
      name: volume.name,
      detail: <RemovalFacts volume={volume} />,
      size: volume.bytes === undefined ? 'size not known yet' : formatBytes(volume.bytes),
    })),
    note: (
      <>
        {single ? null : (
          <p className="mb-2">
            {formatBytes(bytes)} in all. Nothing brings these files back but a copy of yours.
          </p>
        )}
        {used.length > 0 ? (
          <p className="text-bad">
            {single ? 'It is' : `${used.map(({ label }) => label).join(', ')}:`} used by{' '}
            {userWords(used.flatMap(({ users }) => users))}. The engine refuses to remove a volume that a
            container has, running or not; remove{' '}
            {total === 1 ? 'that container' : `those ${total} containers`} first.
          </p>
        ) : (
          <KeepCopies single={single} onChange={(copies) => (kept.copies = copies)} />
        )}
      </>
    ),
    action: 'Remove',
    onConfirm: async () => {
      const results = await Promise.all(volumes.map((volume) => removeOne(volume, kept.copies, remove)));
      if (results.every(Boolean)) onRemoved?.();
    },
  });
}

async function removeOne(volume: VolumeView, keepCopy: boolean, remove: Remove): Promise<boolean> {
  if (keepCopy) {
    const copy = copyName(volume.label, new Date());
    const wish = {
      volume: volume.name,
      title: `Copying ${volume.label}`,
      done: `${volume.label} is kept as ${copy}`,
      failed: `${volume.label} was not removed, because it could not be copied`,
    };
    if (!(await startTask(wish, gantryPath(volume.name, 'clone'), { name: copy }))) return false;
  }
  try {
    await remove(volume.name);
    return true;
  } catch (error) {
    toast({ tone: 'bad', title: `${volume.label} could not be removed`, detail: sentence(error) });
    return false;
  }
}

/** `data-kept-20260102-1504`, with the time here. */
export function copyName(name: string, now: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const date = `${now.getFullYear()}${two(now.getMonth() + 1)}${two(now.getDate())}`;
  return `${name}-kept-${date}-${two(now.getHours())}${two(now.getMinutes())}`;
}

function RemovalFacts({ volume }: { readonly volume: VolumeView }) {
  const { data } = useQuery({ ...snapshotsQuery(volume.name), enabled: volume.device === undefined });
  const snapshots = data?.snapshots.length ?? 0;
  return (
    <>
      {volume.newest === undefined ? null : (
        <>
          Last change in its files <Ago time={volume.newest} />.{' '}
        </>
      )}
      {volume.users.length === 0 ? 'No container uses it.' : `Used by ${userWords(volume.users)}.`}
      {snapshots === 0 ? null : <> Its {counted(snapshots, 'snapshot')} go with it.</>}
      {volume.device === undefined ? null : <> What it mounts, {volume.device}, stays.</>}
    </>
  );
}

function KeepCopies({
  single,
  onChange,
}: {
  readonly single: boolean;
  readonly onChange: (keep: boolean) => void;
}) {
  const [keep, setKeep] = useState(false);
  const id = useId();
  const label = single
    ? 'Keep a copy of the files as another volume'
    : 'Keep a copy of each as another volume';
  return (
    <div className="flex items-center gap-2">
      <Checkbox
        id={id}
        label={label}
        checked={keep}
        onChange={(next) => {
          setKeep(next);
          onChange(next);
        }}
      />
      <label htmlFor={id}>{label}</label>
    </div>
  );
}
