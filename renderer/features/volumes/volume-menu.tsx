import { Camera, Copy, CopyPlus, Download, Eraser, FileUp, ListTree, Trash2 } from 'lucide-react';
import { copyText } from '../../stores/copy-text.ts';
import { type MenuEntry, SEPARATOR } from '../../ui/menu-items.tsx';
import type { VolumeTab } from './volume-tabs.ts';
import type { VolumeView } from './volume-view.ts';

export interface VolumeActions {
  readonly open: (volume: VolumeView, tab?: VolumeTab) => void;
  readonly ask: (dialog: VolumeDialog) => void;
  readonly remove: (volumes: readonly VolumeView[]) => void;
  readonly empty: (volume: VolumeView) => void;
}

/** A dialog about a volume, or about one of its snapshots. */
export interface VolumeDialog {
  readonly kind: 'export' | 'import' | 'clone';
  readonly volume: string;
  readonly snapshot?: { readonly id: string; readonly title: string };
}

export function volumeMenu(volume: VolumeView, { open, ask, remove, empty }: VolumeActions): MenuEntry[] {
  const { name, device } = volume;
  // The files of a mount are not the engine's own: it only reads them.
  const isMount = device !== undefined;
  return [
    {
      kind: 'item',
      label: 'Snapshots',
      icon: <Camera size={15} />,
      disabled: isMount,
      onSelect: () => open(volume, 'snapshots'),
    },
    { kind: 'item', label: 'Inspect', icon: <ListTree size={15} />, onSelect: () => open(volume, 'inspect') },
    SEPARATOR,
    {
      kind: 'item',
      label: 'Export…',
      icon: <Download size={15} />,
      onSelect: () => ask({ kind: 'export', volume: name }),
    },
    {
      kind: 'item',
      label: 'Import…',
      icon: <FileUp size={15} />,
      disabled: isMount,
      onSelect: () => ask({ kind: 'import', volume: name }),
    },
    {
      kind: 'item',
      label: 'Clone…',
      icon: <CopyPlus size={15} />,
      onSelect: () => ask({ kind: 'clone', volume: name }),
    },
    { kind: 'item', label: 'Copy name', icon: <Copy size={15} />, onSelect: () => copyText(name, 'Name') },
    SEPARATOR,
    {
      kind: 'item',
      label: 'Empty…',
      icon: <Eraser size={15} />,
      danger: true,
      disabled: isMount,
      onSelect: () => empty(volume),
    },
    {
      kind: 'item',
      label: 'Remove',
      icon: <Trash2 size={15} />,
      danger: true,
      onSelect: () => remove([volume]),
    },
  ];
}
