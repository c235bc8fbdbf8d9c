import { Camera } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { TextInput } from '../../ui/field.tsx';
import { formatBytes } from '../../ui/format-bytes.ts';
import { gantryPath } from './queries.ts';
import { startTask, useTasks } from './tasks-store.ts';
import type { VolumeView } from './volume-view.ts';

interface TakeSnapshotProps {
  readonly name: string;
  readonly volume: VolumeView | undefined;
}

/** The upper end of the line: now. */
export function TakeSnapshot({ name, volume }: TakeSnapshotProps) {
  const [note, setNote] = useState('');
  const busy = useTasks(({ tasks }) => tasks.some((task) => task.volume === name));
  const take = async () => {
    const wish = {
      volume: name,
      title: 'Taking a snapshot',
      done: note === '' ? 'Snapshot taken' : `Snapshot “${note}” taken`,
      failed: 'The snapshot could not be taken',
    };
    if (await startTask(wish, gantryPath(name, 'snapshots'), { note })) setNote('');
  };
  return (
    <section aria-label="Now" className="relative border-l border-line pb-5 pl-6">
      <span aria-hidden className="absolute top-1 -left-[5.5px] size-2.5 rounded-full bg-ok" />
      <div className="mb-2 flex items-baseline gap-2 text-sm">
        <h2 className="font-semibold text-ink">Now</h2>
        {volume?.bytes === undefined ? null : <span className="text-ink-2">{formatBytes(volume.bytes)}</span>}
      </div>
      <form
        className="flex max-w-xl items-center gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          void take();
        }}
      >
        <TextInput
          aria-label="Note"
          placeholder="A note, such as “before the upgrade”"
          maxLength={500}
          value={note}
          onChange={({ target }) => setNote(target.value)}
        />
        <Button type="submit" variant="primary" icon={<Camera size={15} />} pending={busy}>
          Take snapshot
        </Button>
      </form>
    </section>
  );
}
