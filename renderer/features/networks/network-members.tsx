import { Link2, Network, Unlink } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { PortLinks } from '../../ui/port-links.tsx';
import { StatusDot } from '../../ui/status-dot.tsx';
import { TableSkeleton } from '../../ui/table/table-skeleton.tsx';
import { ConnectDialog } from './connect-dialog.tsx';
import { EndpointTable } from './endpoint-table.tsx';
import { takesMembers } from './network-menu.tsx';
import { useNetworks } from './queries.ts';
import { useAskDisconnect } from './use-ask-disconnect.tsx';

/** The containers on a network, with their addresses and names there. */
export function NetworkMembers({ id }: { readonly id: string }) {
  const { networks } = useNetworks();
  const [connecting, setConnecting] = useState(false);
  const askDisconnect = useAskDisconnect();
  const network = networks?.find((view) => view.id === id);
  if (network === undefined) return <TableSkeleton label="Loading containers" />;
  const canChange = takesMembers(network);
  return (
    <>
      {network.members.length === 0 ? (
        <EmptyState
          icon={<Network size={24} />}
          title="No container is on this network"
          actions={
            canChange ? (
              <Button icon={<Link2 size={15} />} onClick={() => setConnecting(true)}>
                Connect a container
              </Button>
            ) : null
          }
        >
          {canChange
            ? 'Connect one that is here, or choose this network when you run one.'
            : 'Choose this network when you run a container.'}
        </EmptyState>
      ) : (
        <EndpointTable
          label={`Containers on ${network.name}`}
          first="Container"
          rows={network.members.map((member) => ({
            id: member.id,
            name: (
              <span className="flex min-w-0 items-center gap-2.5">
                <StatusDot tone={member.running ? 'ok' : 'idle'} />
                <Link
                  to={`/containers/${member.id}/networks`}
                  className="truncate font-medium text-ink no-underline hover:underline"
                >
                  {member.name}
                </Link>
              </span>
            ),
            addresses: member.addresses,
            absent: member.running ? '–' : 'Does not run',
            mac: member.mac,
            aliases: member.aliases,
            ports: <PortLinks ports={member.ports} />,
            actions: (
              <IconButton
                size="sm"
                label={`Disconnect ${member.name}`}
                icon={<Unlink size={15} />}
                disabled={!canChange}
                onClick={() => askDisconnect({ network, container: member })}
              />
            ),
          }))}
        />
      )}
      {connecting ? <ConnectDialog network={id} onClose={() => setConnecting(false)} /> : null}
    </>
  );
}
