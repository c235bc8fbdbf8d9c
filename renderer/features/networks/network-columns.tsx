import { createColumnHelper } from '@tanstack/react-table';
import { Link2, Trash2 } from 'lucide-react';
import { Link } from 'react-router';
import { Ago } from '../../ui/ago.tsx';
import { Badge } from '../../ui/badge.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { PortLinks } from '../../ui/port-links.tsx';
import { RowMenuButton } from '../../ui/table/row-menu-button.tsx';
import type { Columns, Features } from '../../ui/table/table-features.ts';
import { TextCell } from '../../ui/table/text-cell.tsx';
import { type NetworkActions, takesMembers } from './network-menu.tsx';
import type { NetworkView } from './network-view.ts';

const column = createColumnHelper<Features, NetworkView>();

export function networkColumns({ connect, remove }: NetworkActions): Columns<NetworkView> {
  return column.columns([
    column.accessor('name', {
      header: 'Name',
      sortFn: 'alphanumeric',
      cell: ({ row: { original } }) => <NameCell network={original} />,
    }),
    column.accessor('driver', {
      header: 'Driver',
      sortFn: 'alphanumeric',
      meta: { className: 'w-19', cellClassName: 'text-ink-2' },
    }),
    column.accessor((network) => network.subnets.join(', '), {
      id: 'subnet',
      header: 'Subnet',
      sortFn: 'alphanumeric',
      meta: { className: 'w-33', cellClassName: 'text-ink-2 font-mono text-xs' },
      cell: ({ getValue }) => <TextCell text={getValue()} className="selectable" />,
    }),
    column.accessor((network) => network.members.length, {
      id: 'containers',
      header: 'Containers',
      sortFn: 'basic',
      sortDescFirst: true,
      meta: { className: 'w-[14%]', from: 620 },
      cell: ({ row: { original } }) => <MembersCell network={original} />,
    }),
    column.accessor((network) => network.ports[0]?.label ?? '', {
      id: 'ports',
      header: 'Ports',
      sortFn: 'alphanumeric',
      meta: { className: 'w-30', from: 900 },
      cell: ({ row: { original } }) => <PortLinks ports={original.ports} />,
    }),
    column.accessor((network) => network.project ?? '', {
      id: 'project',
      header: 'Project',
      sortFn: 'alphanumeric',
      meta: { className: 'w-22', cellClassName: 'text-ink-2', from: 980 },
      cell: ({ getValue }) => <TextCell text={getValue()} />,
    }),
    column.accessor((network) => network.created ?? 0, {
      id: 'created',
      header: 'Created',
      sortFn: 'basic',
      sortDescFirst: true,
      meta: { className: 'w-31', cellClassName: 'text-ink-2', from: 780 },
      cell: ({ row: { original } }) =>
        original.created === undefined ? '–' : <Ago time={original.created} />,
    }),
    column.display({
      id: 'actions',
      header: () => <span className="sr-only">Actions</span>,
      meta: { className: 'w-27 pr-3' },
      cell: ({ row: { original } }) => (
        <span className="flex justify-end gap-0.5">
          <IconButton
            size="sm"
            label="Connect a container"
            icon={<Link2 size={15} />}
            disabled={!takesMembers(original)}
            onClick={() => connect(original)}
          />
          <IconButton
            size="sm"
            label="Remove"
            icon={<Trash2 size={15} />}
            disabled={original.predefined}
            onClick={() => remove([original])}
          />
          <RowMenuButton rowId={original.id} label={`More actions for ${original.name}`} />
        </span>
      ),
    }),
  ]);
}

function NameCell({ network }: { readonly network: NetworkView }) {
  return (
    <span className="flex min-w-0 items-center gap-2">
      <Link
        to={`/networks/${network.id}`}
        title={network.name}
        className="min-w-0 truncate font-medium text-ink no-underline hover:text-accent-text hover:underline"
      >
        {network.name}
      </Link>
      {network.internal ? (
        <Badge tone="warn" title="Nothing leaves this network, and nothing from outside comes in.">
          Internal
        </Badge>
      ) : null}
    </span>
  );
}

function MembersCell({ network: { members } }: { readonly network: NetworkView }) {
  if (members.length === 0) return <span className="text-ink-3">–</span>;
  const names = members.map(({ name }) => name).join(', ');
  return (
    <span className="block truncate text-ink-2" title={names}>
      <span className="text-ink tabular-nums">{members.length}</span> <span>{names}</span>
    </span>
  );
}
