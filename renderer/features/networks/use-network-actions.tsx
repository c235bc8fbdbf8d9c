import { type ReactNode, useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { ConnectDialog } from './connect-dialog.tsx';
import type { NetworkActions } from './network-menu.tsx';
import { askNetworkRemoval } from './network-removal.tsx';
import type { NetworkView } from './network-view.ts';
import { useRemoveNetwork } from './queries.ts';

/** What one does to networks, and the dialog that one of it needs. */
export function useNetworkActions(onRemoved?: () => void): {
  readonly actions: NetworkActions;
  readonly dialog: ReactNode;
} {
  const navigate = useNavigate();
  const { mutateAsync } = useRemoveNetwork();
  const [connecting, setConnecting] = useState<NetworkView>();
  const actions = useMemo<NetworkActions>(
    () => ({
      open: ({ id }, tab) => void navigate(tab === undefined ? `/networks/${id}` : `/networks/${id}/${tab}`),
      connect: setConnecting,
      remove: (networks) => askNetworkRemoval(networks, mutateAsync, onRemoved),
    }),
    [navigate, mutateAsync, onRemoved],
  );
  const dialog =
    connecting === undefined ? null : (
      <ConnectDialog network={connecting.id} onClose={() => setConnecting(undefined)} />
    );
  return { actions, dialog };
}
