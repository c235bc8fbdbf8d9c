import { CopyPlus, Download, Trash2 } from 'lucide-react';
import type { SnapshotSize, VolumeSnapshot } from '../../../engine/api/types/snapshot.ts';
import { sentence } from '../../bridge/engine-error.ts';
import { askRemoval } from '../../stores/removal.ts';
import { toast } from '../../stores/toasts.ts';
import { counted } from '../../ui/counted.ts';
import { formatBytes } from '../../ui/format-bytes.ts';
import { type MenuEntry, SEPARATOR } from '../../ui/menu-items.tsx';
import { useRemoveSnapshot } from './queries.ts';
import { snapshotTitle } from './snapshot-title.ts';
import type { VolumeDialog } from './volume-menu.tsx';

export function useSnapshotMenu(
  snapshot: VolumeSnapshot,
  size: SnapshotSize | undefined,
  ask: (dialog: VolumeDialog) => void,
): readonly MenuEntry[] {
  const { id, volume, files, bytes } = snapshot;
  const { mutateAsync: remove } = useRemoveSnapshot(volume);
  const title = snapshotTitle(snapshot);
  const about = (kind: VolumeDialog['kind']) => () => ask({ kind, volume, snapshot: { id, title } });
  const askDelete = () =>
    askRemoval({
      title: 'Delete this snapshot?',
      items: [
        {
          name: title,
          detail: `${counted(files, 'file')} of ${volume}, ${formatBytes(bytes)} in all`,
          size: size === undefined ? undefined : `frees about ${formatBytes(size.own)}`,
        },
      ],
      note: <p>The volume and its other snapshots are not touched.</p>,
      action: 'Delete',
      onConfirm: async () => {
        await remove(id).catch((error: unknown) =>
          toast({ tone: 'bad', title: 'The snapshot could not be deleted', detail: sentence(error) }),
        );
      },
    });
  return [
    { kind: 'item', label: 'Clone to a volume…', icon: <CopyPlus size={15} />, onSelect: about('clone') },
    { kind: 'item', label: 'Export…', icon: <Download size={15} />, onSelect: about('export') },
    SEPARATOR,
    { kind: 'item', label: 'Delete', icon: <Trash2 size={15} />, danger: true, onSelect: askDelete },
  ];
}
