import { Copy, Link2, ListTree, Trash2, Unlink } from 'lucide-react';
import { copyText } from '../../stores/copy-text.ts';
import { type MenuEntry, SEPARATOR } from '../../ui/menu-items.tsx';
import { NETWORK_TABS, type NetworkTab } from './network-tabs.ts';
import type { NetworkView } from './network-view.ts';

export interface NetworkActions {
  readonly open: (network: NetworkView, tab?: NetworkTab) => void;
  readonly connect: (network: NetworkView) => void;
  readonly remove: (networks: readonly NetworkView[]) => void;
}

export function networkMenu(
  network: NetworkView,
  { open, connect, remove }: NetworkActions,
): readonly MenuEntry[] {
  const [, members, inspect] = NETWORK_TABS;
  return [
    {
      kind: 'item',
      label: 'Connect a container…',
      icon: <Link2 size={15} />,
      disabled: !takesMembers(network),
      onSelect: () => connect(network),
    },
    {
      kind: 'item',
      label: 'Containers',
      icon: <Unlink size={15} />,
      onSelect: () => open(network, members),
    },
    { kind: 'item', label: 'Inspect', icon: <ListTree size={15} />, onSelect: () => open(network, inspect) },
    SEPARATOR,
    {
      kind: 'item',
      label: 'Copy ID',
      icon: <Copy size={15} />,
      onSelect: () => copyText(network.id, 'ID'),
    },
    SEPARATOR,
    {
      kind: 'item',
      label: 'Remove',
      icon: <Trash2 size={15} />,
      danger: true,
      disabled: network.predefined,
      onSelect: () => remove([network]),
    },
  ];
}

/** A container without a network of its own, or with the host's or another's, stays as it was created. */
export function canBeConnected(mode: string): boolean {
  return mode !== 'host' && mode !== 'none' && !mode.startsWith('container:');
}

/** Nobody is connected to `host` or `none` after it was created. */
export function takesMembers({ driver }: Pick<NetworkView, 'driver'>): boolean {
  return driver !== 'host' && driver !== 'null';
}
