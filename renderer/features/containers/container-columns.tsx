import { createColumnHelper } from '@tanstack/react-table';
import { Link } from 'react-router';
import { Ago } from '../../ui/ago.tsx';
import { formatBytes } from '../../ui/format-bytes.ts';
import { formatCpu } from '../../ui/format-cpu.ts';
import { PortLinks } from '../../ui/port-links.tsx';
import { type Columns, type Features } from '../../ui/table/table-features.ts';
import type { ContainerTab } from './container-menu.tsx';
import type { ContainerVerb } from './container-verbs.ts';
import { type ContainerView, stateLook } from './container-view.ts';
import { RowActions } from './row-actions.tsx';
import { SinceCell } from './since-cell.tsx';
import { StateCell } from './state-cell.tsx';
import type { RunVerb } from './use-container-verbs.ts';

export interface ColumnContext {
  readonly pending: ReadonlyMap<string, ContainerVerb>;
  readonly run: RunVerb;
  readonly open: (container: ContainerView, tab: ContainerTab) => void;
}

const column = createColumnHelper<Features, ContainerView>();

export function containerColumns({ pending, run, open }: ColumnContext): Columns<ContainerView> {
  return column.columns([
    column.accessor('name', {
      header: 'Name',
      sortFn: 'alphanumeric',
      cell: ({ row: { original } }) => (
        <Link
          to={`/containers/${original.id}`}
          title={original.name}
          className="block w-fit max-w-full truncate font-medium text-ink no-underline hover:text-accent-text hover:underline"
        >
          {original.name}
        </Link>
      ),
    }),
    column.accessor('image', {
      header: 'Image',
      sortFn: 'alphanumeric',
      meta: { className: 'w-[18%]' },
      cell: ({ row: { original } }) => (
        <Link
          to={`/images/${encodeURIComponent(original.imageId)}`}
          title={original.image}
          className="block w-fit max-w-full truncate text-ink-2 no-underline hover:text-accent-text hover:underline"
        >
          {original.image}
        </Link>
      ),
    }),
    column.accessor((container) => stateLook(container).text, {
      id: 'state',
      header: 'State',
      sortFn: 'alphanumeric',
      meta: { className: 'w-32' },
      cell: ({ row: { original } }) => <StateCell container={original} pending={pending.get(original.id)} />,
    }),
    column.accessor(({ cpu = -1 }) => cpu, {
      id: 'cpu',
      header: 'CPU',
      sortFn: 'basic',
      sortDescFirst: true,
      meta: { className: 'w-18', cellClassName: 'text-ink-2 tabular-nums', from: 900 },
      cell: ({ row: { original } }) => (original.cpu === undefined ? null : formatCpu(original.cpu)),
    }),
    column.accessor(({ memory = -1 }) => memory, {
      id: 'memory',
      header: 'Memory',
      sortFn: 'basic',
      sortDescFirst: true,
      meta: { className: 'w-21', cellClassName: 'text-ink-2 tabular-nums', from: 900 },
      cell: ({ row: { original } }) => (original.memory === undefined ? null : formatBytes(original.memory)),
    }),
    column.accessor((container) => container.ports[0]?.label ?? '', {
      id: 'ports',
      header: 'Ports',
      sortFn: 'alphanumeric',
      meta: { className: 'w-32', from: 860 },
      cell: ({ row: { original } }) => <PortLinks ports={original.ports} />,
    }),
    column.accessor((container) => container.since ?? 0, {
      id: 'since',
      header: 'Since',
      sortFn: 'basic',
      sortDescFirst: true,
      meta: { className: 'w-30', from: 1040 },
      cell: ({ row: { original } }) => <SinceCell container={original} />,
    }),
    column.accessor('created', {
      header: 'Created',
      sortFn: 'basic',
      sortDescFirst: true,
      meta: { className: 'w-30', from: 1200 },
      cell: ({ row: { original } }) => <Ago time={original.created} className="text-ink-2" />,
    }),
    column.display({
      id: 'actions',
      header: () => <span className="sr-only">Actions</span>,
      meta: { className: 'w-36 pr-3' },
      cell: ({ row: { original } }) => (
        <RowActions container={original} busy={pending.has(original.id)} run={run} open={open} />
      ),
    }),
  ]);
}
