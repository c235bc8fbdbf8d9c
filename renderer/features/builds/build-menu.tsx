import { CircleStop, Copy, Layers, ListTree, Trash2 } from 'lucide-react';
import { copyText } from '../../stores/copy-text.ts';
import { type MenuEntry, SEPARATOR } from '../../ui/menu-items.tsx';
import type { BuildView } from './build-view.ts';

/** What one does to builds. */
export interface BuildActions {
  readonly open: (build: BuildView) => void;
  readonly openImage: (image: string) => void;
  readonly cancel: (build: Pick<BuildView, 'id' | 'name'>) => void;
  readonly remove: (builds: readonly BuildView[]) => void;
}

export function buildMenu(build: BuildView, actions: BuildActions): readonly MenuEntry[] {
  const { image } = build;
  const running = build.state === 'running';
  return [
    { kind: 'item', label: 'Steps', icon: <ListTree size={15} />, onSelect: () => actions.open(build) },
    {
      kind: 'item',
      label: 'Open the image',
      icon: <Layers size={15} />,
      disabled: image === undefined,
      onSelect: () => {
        if (image !== undefined) actions.openImage(image);
      },
    },
    { kind: 'item', label: 'Copy ID', icon: <Copy size={15} />, onSelect: () => copyText(build.id, 'ID') },
    SEPARATOR,
    {
      kind: 'item',
      label: 'Cancel',
      icon: <CircleStop size={15} />,
      disabled: !running,
      onSelect: () => actions.cancel(build),
    },
    {
      kind: 'item',
      label: 'Remove',
      icon: <Trash2 size={15} />,
      danger: true,
      disabled: running,
      onSelect: () => actions.remove([build]),
    },
  ];
}
