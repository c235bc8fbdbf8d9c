import { useQuery } from '@tanstack/react-query';
import { sentence } from '../../bridge/engine-error.ts';
import { removedLogsQuery } from '../../bridge/queries.ts';
import { askRemoval } from '../../stores/removal.ts';
import { toast } from '../../stores/toasts.ts';
import { Button } from '../../ui/button.tsx';
import { counted } from '../../ui/counted.ts';
import { formatBytes } from '../../ui/format-bytes.ts';
import { useDeleteRemovedLogs } from './queries.ts';
import { Setting } from './settings-section.tsx';

/** How many logs of removed containers there are, and a way to be rid of them. */
export function RemovedLogsSetting() {
  const { data } = useQuery(removedLogsQuery);
  const { mutateAsync: deleteAll, isPending } = useDeleteRemovedLogs();
  if (data === undefined) return null;
  const { logs, bytes, limit } = data;
  const ask = () =>
    askRemoval({
      title: 'Delete the logs of removed containers?',
      items: [{ name: counted(logs.length, 'log'), size: formatBytes(bytes) }],
      note: 'Logs of containers that are still there stay. This cannot be undone.',
      action: 'Remove',
      onConfirm: () =>
        deleteAll().catch((reason: unknown) =>
          toast({ tone: 'bad', title: 'The logs were not deleted', detail: sentence(reason) }),
        ),
    });
  return (
    <Setting
      title="Logs of removed containers"
      hint={
        limit === 0
          ? 'This engine keeps none.'
          : `${counted(logs.length, 'log')}, ${formatBytes(bytes)} of at most ${formatBytes(limit)}; the oldest go first.`
      }
    >
      <Button disabled={logs.length === 0} pending={isPending} onClick={ask}>
        Delete logs…
      </Button>
    </Setting>
  );
}
