import { askRemoval } from '../../stores/removal.ts';
import { formatBytes } from '../../ui/format-bytes.ts';
import { gantryPath } from './queries.ts';
import { startTask } from './tasks-store.ts';
import { userWords, type VolumeView } from './volume-view.ts';

export function askEmpty(volume: VolumeView): void {
  const running = volume.users.filter((user) => user.running);
  askRemoval({
    title: `Empty the volume ${volume.label}?`,
    items: [
      {
        name: 'All files and folders in it',
        detail: 'The volume itself stays, and so do its snapshots.',
        size: volume.bytes === undefined ? undefined : formatBytes(volume.bytes),
      },
    ],
    note: (
      <>
        <p>What is in it now is kept as a snapshot first, so it can be rolled back.</p>
        {running.length === 0 ? null : (
          <p className="mt-2 text-warn">{userWords(running)} will see the empty folder at once.</p>
        )}
      </>
    ),
    action: 'Empty',
    onConfirm: async () => {
      await startTask(
        {
          volume: volume.name,
          title: `Emptying ${volume.label}`,
          done: `${volume.label} is empty`,
          failed: `${volume.label} could not be emptied`,
        },
        gantryPath(volume.name, 'empty'),
      );
    },
  });
}
