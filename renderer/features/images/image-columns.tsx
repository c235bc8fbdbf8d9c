import { createColumnHelper } from '@tanstack/react-table';
import { Play, Trash2 } from 'lucide-react';
import { Link } from 'react-router';
import { openRun } from '../../stores/dialogs.ts';
import { Ago } from '../../ui/ago.tsx';
import { Badge } from '../../ui/badge.tsx';
import { formatBytes } from '../../ui/format-bytes.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { StatusDot } from '../../ui/status-dot.tsx';
import { RowMenuButton } from '../../ui/table/row-menu-button.tsx';
import { type Columns, type Features } from '../../ui/table/table-features.ts';
import type { ImageActions } from './image-menu.tsx';
import { type ImageView, nameOf, shortId, usageOf } from './image-view.ts';
import { PlatformCell } from './platform-cell.tsx';

const column = createColumnHelper<Features, ImageView>();

export const STARTER_WORDS = 'Ships with Gantry, so that there is something to run without a registry.';

export function imageColumns(actions: ImageActions): Columns<ImageView> {
  return column.columns([
    column.accessor('repository', {
      header: 'Repository',
      sortFn: 'alphanumeric',
      cell: ({ row: { original } }) => (
        <span className="flex min-w-0 items-center gap-2">
          <Link
            to={`/images/${encodeURIComponent(original.id)}`}
            title={nameOf(original)}
            className="min-w-0 truncate font-medium text-ink no-underline hover:text-accent-text hover:underline"
          >
            {original.dangling ? <span className="text-ink-3">No name</span> : original.repository}
          </Link>
          {original.starter ? (
            <Badge tone="accent" title={STARTER_WORDS}>
              Starter
            </Badge>
          ) : null}
        </span>
      ),
    }),
    column.accessor('tag', {
      header: 'Tag',
      sortFn: 'alphanumeric',
      meta: { className: 'w-26', cellClassName: 'text-ink-2' },
      cell: ({ getValue }) => <span title={getValue()}>{getValue() === '' ? '–' : getValue()}</span>,
    }),
    column.accessor('id', {
      header: 'ID',
      enableSorting: false,
      meta: { className: 'w-30', cellClassName: 'font-mono text-xs text-ink-2', from: 1180 },
      cell: ({ getValue }) => <span className="selectable">{shortId(getValue())}</span>,
    }),
    column.accessor((image) => usageOf(image), {
      id: 'use',
      header: 'Use',
      sortFn: 'alphanumeric',
      meta: { className: 'w-25' },
      cell: ({ row: { original } }) => <UseCell image={original} />,
    }),
    column.accessor('created', {
      header: 'Created',
      sortFn: 'basic',
      sortDescFirst: true,
      meta: { className: 'w-33', cellClassName: 'text-ink-2', from: 860 },
      cell: ({ getValue }) => <Ago time={getValue()} />,
    }),
    column.display({
      id: 'platform',
      header: 'Platform',
      meta: { className: 'w-27', cellClassName: 'text-ink-2', from: 1000 },
      cell: ({ row: { original } }) => <PlatformCell id={original.id} />,
    }),
    column.accessor((image) => (image.shared === undefined ? -1 : image.size - image.shared), {
      id: 'unique',
      header: 'Unique',
      sortFn: 'basic',
      sortDescFirst: true,
      meta: { className: 'w-21', cellClassName: 'text-ink-2 tabular-nums', from: 760 },
      cell: ({ getValue }) => formatBytes(getValue()),
    }),
    column.accessor((image) => image.shared ?? -1, {
      id: 'shared',
      header: 'Shared',
      sortFn: 'basic',
      sortDescFirst: true,
      meta: { className: 'w-21', cellClassName: 'text-ink-2 tabular-nums', from: 940 },
      cell: ({ getValue }) => formatBytes(getValue()),
    }),
    column.accessor('size', {
      header: 'Size',
      sortFn: 'basic',
      sortDescFirst: true,
      meta: { className: 'w-21', cellClassName: 'tabular-nums' },
      cell: ({ getValue }) => formatBytes(getValue()),
    }),
    column.display({
      id: 'actions',
      header: () => <span className="sr-only">Actions</span>,
      meta: { className: 'w-30 pr-3' },
      cell: ({ row: { original } }) => (
        <span className="flex justify-end gap-0.5">
          <IconButton
            size="sm"
            label="Run"
            icon={<Play size={15} />}
            onClick={() => openRun(original.reference)}
          />
          <IconButton
            size="sm"
            label="Remove"
            icon={<Trash2 size={15} />}
            onClick={() => actions.remove([original])}
          />
          <RowMenuButton rowId={original.rowId} label={`More actions for ${nameOf(original)}`} />
        </span>
      ),
    }),
  ]);
}

function UseCell({ image }: { readonly image: ImageView }) {
  const use = usageOf(image);
  return (
    <span
      title={image.usedBy.length === 0 ? undefined : `Used by ${image.usedBy.join(', ')}`}
      className={`inline-flex items-center gap-2 ${use === 'In use' ? 'text-ink' : 'text-ink-2'}`}
    >
      <StatusDot tone={use === 'In use' ? 'ok' : use === 'Dangling' ? 'warn' : 'idle'} />
      {use}
    </span>
  );
}
