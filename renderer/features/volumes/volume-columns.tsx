import { createColumnHelper } from '@tanstack/react-table';
import { Camera, Trash2 } from 'lucide-react';
import { Link } from 'react-router';
import { Ago } from '../../ui/ago.tsx';
import { Badge } from '../../ui/badge.tsx';
import { formatBytes } from '../../ui/format-bytes.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { StatusDot } from '../../ui/status-dot.tsx';
import { RowMenuButton } from '../../ui/table/row-menu-button.tsx';
import type { Columns, Features } from '../../ui/table/table-features.ts';
import type { VolumeActions } from './volume-menu.tsx';
import { userWords, type VolumeView, volumePage } from './volume-view.ts';

const column = createColumnHelper<Features, VolumeView>();

export function volumeColumns(actions: VolumeActions): Columns<VolumeView> {
  return column.columns([
    column.accessor('label', {
      header: 'Name',
      sortFn: 'alphanumeric',
      cell: ({ row: { original } }) => (
        <span className="flex min-w-0 items-center gap-2">
          <Link
            to={volumePage(original.name)}
            title={original.name}
            className={`min-w-0 truncate text-ink no-underline hover:text-accent-text hover:underline ${original.anonymous ? 'font-mono text-xs' : 'font-medium'}`}
          >
            {original.label}
          </Link>
          {original.anonymous ? (
            <Badge title="Made for one container, with an invented name">Anonymous</Badge>
          ) : null}
        </span>
      ),
    }),
    column.accessor((volume) => userWords(volume.users), {
      id: 'users',
      header: 'In use by',
      sortFn: 'alphanumeric',
      meta: { className: 'w-52' },
      cell: ({ row: { original } }) => <UsersCell volume={original} />,
    }),
    column.accessor((volume) => volume.project ?? '', {
      id: 'project',
      header: 'Project',
      sortFn: 'alphanumeric',
      meta: { className: 'w-32', cellClassName: 'text-ink-2', from: 1000 },
      cell: ({ getValue }) => <span title={getValue()}>{getValue() === '' ? '–' : getValue()}</span>,
    }),
    column.accessor('driver', {
      header: 'Driver',
      sortFn: 'alphanumeric',
      meta: { className: 'w-24', cellClassName: 'text-ink-2', from: 1120 },
      cell: ({ row: { original } }) => (
        <span title={original.device}>
          {original.device === undefined ? original.driver : 'local, mount'}
        </span>
      ),
    }),
    column.accessor((volume) => volume.newest ?? 0, {
      id: 'newest',
      header: 'Last change',
      sortFn: 'basic',
      sortDescFirst: true,
      meta: { className: 'w-33', cellClassName: 'text-ink-2', from: 900 },
      cell: ({ row: { original } }) => (original.newest === undefined ? '–' : <Ago time={original.newest} />),
    }),
    column.accessor('created', {
      header: 'Created',
      sortFn: 'basic',
      sortDescFirst: true,
      meta: { className: 'w-33', cellClassName: 'text-ink-2', from: 780 },
      cell: ({ getValue }) => <Ago time={getValue()} />,
    }),
    column.accessor((volume) => volume.bytes ?? -1, {
      id: 'size',
      header: 'Size',
      sortFn: 'basic',
      sortDescFirst: true,
      meta: { className: 'w-24', cellClassName: 'tabular-nums' },
      cell: ({ row: { original } }) => <SizeCell volume={original} />,
    }),
    column.display({
      id: 'actions',
      header: () => <span className="sr-only">Actions</span>,
      meta: { className: 'w-30 pr-3' },
      cell: ({ row: { original } }) => (
        <span className="flex justify-end gap-0.5">
          <IconButton
            size="sm"
            label="Snapshots"
            icon={<Camera size={15} />}
            onClick={() => actions.open(original, 'snapshots')}
          />
          <IconButton
            size="sm"
            label="Remove"
            icon={<Trash2 size={15} />}
            onClick={() => actions.remove([original])}
          />
          <RowMenuButton rowId={original.name} label={`More actions for ${original.label}`} />
        </span>
      ),
    }),
  ]);
}

function UsersCell({ volume: { users } }: { readonly volume: VolumeView }) {
  const running = users.some((user) => user.running);
  const all = users.map(({ name, destination }) => `${name} at ${destination}`).join('\n');
  return (
    <span className="flex min-w-0 items-center gap-2" title={users.length === 0 ? undefined : all}>
      <StatusDot tone={running ? 'ok' : 'idle'} />
      <span className={`truncate ${users.length === 0 ? 'text-ink-3' : 'text-ink'}`}>
        {users.length === 0 ? 'Nobody' : userWords(users)}
      </span>
    </span>
  );
}

function SizeCell({ volume: { bytes, measuring } }: { readonly volume: VolumeView }) {
  if (bytes !== undefined) return formatBytes(bytes);
  return <span className="text-ink-3">{measuring ? 'Measuring…' : '–'}</span>;
}
