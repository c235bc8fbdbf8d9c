import { Copy, Download, FileSearch, Layers, ListTree, Play, Tag, Trash2, Upload } from 'lucide-react';
import { copyText } from '../../stores/copy-text.ts';
import { openPush, openRun } from '../../stores/dialogs.ts';
import { type MenuEntry, SEPARATOR } from '../../ui/menu-items.tsx';
import type { ImageTab } from './image-tabs.ts';
import type { ImageView } from './image-view.ts';
import { saveImages } from './save-images.ts';

export interface ImageActions {
  readonly open: (image: ImageView, tab?: ImageTab) => void;
  readonly tag: (image: ImageView) => void;
  readonly remove: (images: readonly ImageView[]) => void;
}

export function imageMenu(image: ImageView, { open, tag, remove }: ImageActions): MenuEntry[] {
  return [
    { kind: 'item', label: 'Run…', icon: <Play size={15} />, onSelect: () => openRun(image.reference) },
    SEPARATOR,
    { kind: 'item', label: 'Layers', icon: <FileSearch size={15} />, onSelect: () => open(image, 'layers') },
    { kind: 'item', label: 'History', icon: <Layers size={15} />, onSelect: () => open(image, 'history') },
    { kind: 'item', label: 'Inspect', icon: <ListTree size={15} />, onSelect: () => open(image, 'inspect') },
    SEPARATOR,
    { kind: 'item', label: 'Tag…', icon: <Tag size={15} />, onSelect: () => tag(image) },
    {
      kind: 'item',
      label: 'Push…',
      icon: <Upload size={15} />,
      disabled: image.dangling,
      onSelect: () => openPush(image.reference),
    },
    {
      kind: 'item',
      label: 'Save to file',
      icon: <Download size={15} />,
      onSelect: () => saveImages([image.reference]),
    },
    {
      kind: 'item',
      label: 'Copy ID',
      icon: <Copy size={15} />,
      onSelect: () => copyText(image.id, 'ID'),
    },
    SEPARATOR,
    {
      kind: 'item',
      label: 'Remove',
      icon: <Trash2 size={15} />,
      danger: true,
      onSelect: () => remove([image]),
    },
  ];
}
