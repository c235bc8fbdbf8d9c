import { useQuery } from '@tanstack/react-query';
import { Link2, Network, Unlink } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { containerInspectQuery } from '../../bridge/queries.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { TableSkeleton } from '../../ui/table/table-skeleton.tsx';
import { ConnectDialog } from './connect-dialog.tsx';
import { EndpointTable } from './endpoint-table.tsx';
import { canBeConnected, takesMembers } from './network-menu.tsx';
import { useNetworks } from './queries.ts';
import { useAskDisconnect } from './use-ask-disconnect.tsx';

const MODE_WORDS: Readonly<Record<string, string>> = {
  host: 'It is on this machine’s own network; its ports are the machine’s.',
  none: 'It has nothing but a loopback device. Only a container that is run on a network can be on more.',
};

/** The networks of a container, with its address and names on each. */
export function ContainerNetworks({ id }: { readonly id: string }) {
  const { data } = useQuery(containerInspectQuery(id));
  const { networks = [] } = useNetworks();
  const [connecting, setConnecting] = useState(false);
  const askDisconnect = useAskDisconnect();
  if (data === undefined) return <TableSkeleton label="Loading networks" />;
  const mode = data.HostConfig.NetworkMode ?? '';
  const owner = /^container:(.+)$/.exec(mode)?.[1];
  const own = Object.entries(data.NetworkSettings.Networks);
  const connectButton = (
    <Button icon={<Link2 size={15} />} onClick={() => setConnecting(true)}>
      Connect to a network
    </Button>
  );
  if (owner !== undefined) {
    return (
      <EmptyState icon={<Network size={24} />} title="It shares another container’s network">
        Addresses, names and ports are those of{' '}
        <Link to={`/containers/${owner}/networks`}>{owner.slice(0, 12)}</Link>.
      </EmptyState>
    );
  }
  if (own.length === 0) {
    return (
      <EmptyState icon={<Network size={24} />} title="It is on no network" actions={connectButton}>
        Nobody reaches it, and it reaches nobody.
      </EmptyState>
    );
  }
  return (
    <>
      <div className="flex h-12 shrink-0 items-center gap-3 px-5">
        <span className="text-xs text-ink-3">
          {MODE_WORDS[mode] ??
            'Containers on a common network reach each other; by name, except on the default bridge.'}
        </span>
        <span className="ml-auto">{canBeConnected(mode) ? connectButton : null}</span>
      </div>
      <EndpointTable
        label="Networks of the container"
        first="Network"
        rows={own.map(([name, endpoint]) => {
          const network = networks.find((view) => view.id === endpoint.NetworkID || view.name === name);
          const addresses = [endpoint.IPAddress, endpoint.GlobalIPv6Address].flatMap((value) => value || []);
          return {
            id: name,
            name: (
              <span className="flex min-w-0 items-center gap-2">
                <Link
                  to={`/networks/${network?.id ?? name}`}
                  className="truncate font-medium text-ink no-underline hover:underline"
                >
                  {name}
                </Link>
                {network?.internal === true ? <Badge tone="warn">Internal</Badge> : null}
              </span>
            ),
            addresses,
            absent: data.State.Running ? 'None' : 'Gets one when it runs',
            mac: endpoint.MacAddress ?? '',
            aliases: [...new Set(endpoint.DNSNames ?? endpoint.Aliases ?? [])],
            actions: (
              <IconButton
                size="sm"
                label={`Disconnect from ${name}`}
                icon={<Unlink size={15} />}
                disabled={network === undefined || !takesMembers(network)}
                onClick={() =>
                  network === undefined ||
                  askDisconnect({ network, container: { id: data.Id, name: data.Name.slice(1), addresses } })
                }
              />
            ),
          };
        })}
      />
      {connecting ? <ConnectDialog container={data.Id} onClose={() => setConnecting(false)} /> : null}
    </>
  );
}
