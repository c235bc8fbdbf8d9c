import { useCallback } from 'react';
import { sentence } from '../../bridge/engine-error.ts';
import { askRemoval } from '../../stores/removal.ts';
import { toast } from '../../stores/toasts.ts';
import { useDisconnect } from './queries.ts';

interface Connection {
  readonly network: { readonly id: string; readonly name: string };
  readonly container: { readonly id: string; readonly name: string; readonly addresses: readonly string[] };
}

/** Asks before a container loses a network, since its connections there break. */
export function useAskDisconnect(): (connection: Connection) => void {
  const { mutateAsync } = useDisconnect();
  return useCallback(
    ({ network, container }) =>
      askRemoval({
        title: `Disconnect ${container.name} from ${network.name}?`,
        items: [
          {
            name: `${container.name} on ${network.name}`,
            detail:
              container.addresses.length === 0
                ? 'A place on the network'
                : `Its address there, ${container.addresses.join(', ')}, and its names`,
          },
        ],
        note: <p>The container goes on. Whatever it has open over this network breaks.</p>,
        action: 'Disconnect',
        onConfirm: () =>
          mutateAsync({ network: network.id, container: container.id }).catch((error: unknown) =>
            toast({
              tone: 'bad',
              title: `${container.name} could not be disconnected`,
              detail: sentence(error),
            }),
          ),
      }),
    [mutateAsync],
  );
}
