import { useQuery } from '@tanstack/react-query';
import { History } from 'lucide-react';
import type { VolumeSnapshot } from '../../../engine/api/types/snapshot.ts';
import { Ago } from '../../ui/ago.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { gantryPath, snapshotChangesQuery, useVolumes } from './queries.ts';
import { summary } from './snapshot-changes.tsx';
import { snapshotTitle } from './snapshot-title.ts';
import { startTask } from './tasks-store.ts';
import { userWords } from './volume-view.ts';

interface RollBackDialogProps {
  readonly name: string;
  readonly snapshot: VolumeSnapshot;
  readonly onClose: () => void;
}

export function RollBackDialog({ name, snapshot, onClose }: RollBackDialogProps) {
  const { data } = useQuery(snapshotChangesQuery(name, snapshot.id, undefined));
  const { volumes } = useVolumes();
  const running = (volumes?.find((view) => view.name === name)?.users ?? []).filter((user) => user.running);
  const title = snapshotTitle(snapshot);
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      width="sm"
      title={`Roll ${name} back?`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            icon={<History size={15} />}
            onClick={() => {
              const wish = {
                volume: name,
                title: `Rolling ${name} back`,
                done: `${name} is as it was in “${title}”`,
                failed: `${name} could not be rolled back`,
              };
              void startTask(wish, gantryPath(name, `snapshots/${snapshot.id}/rollback`));
              onClose();
            }}
          >
            Roll back
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-2.5 text-sm text-ink-2">
        <p>
          All files become what they were in <span className="font-medium text-ink">{title}</span>, taken{' '}
          <Ago time={Date.parse(snapshot.created)} />.
        </p>
        <p aria-live="polite" className="min-h-5">
          {data === undefined ? 'Comparing…' : `Since then: ${summary(data).replace('Nothing', 'nothing')}.`}
        </p>
        <p>What is there now is kept as a snapshot first, so this can be undone.</p>
        {running.length === 0 ? null : (
          <p className="text-warn">
            {userWords(running)} {running.length === 1 ? 'goes' : 'go'} on and{' '}
            {running.length === 1 ? 'sees' : 'see'} the old files at once. A program that holds a changed file
            open keeps seeing that one until it opens it again.
          </p>
        )}
      </div>
    </Dialog>
  );
}
