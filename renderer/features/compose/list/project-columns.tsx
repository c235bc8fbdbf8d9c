import { createColumnHelper } from '@tanstack/react-table';
import { ArrowUpFromLine, CircleStop } from 'lucide-react';
import { Link } from 'react-router';
import { IconButton } from '../../../ui/icon-button.tsx';
import { PortLinks } from '../../../ui/port-links.tsx';
import { StatusDot } from '../../../ui/status-dot.tsx';
import { RowMenuButton } from '../../../ui/table/row-menu-button.tsx';
import type { Columns, Features } from '../../../ui/table/table-features.ts';
import { TextCell } from '../../../ui/table/text-cell.tsx';
import { askPlan } from '../plan/plan-store.ts';
import { type ProjectRow, projectLook } from './project-row.ts';

const column = createColumnHelper<Features, ProjectRow>();

export function projectColumns(): Columns<ProjectRow> {
  return column.columns([
    column.accessor('name', {
      header: 'Project',
      sortFn: 'alphanumeric',
      meta: { className: 'w-[22%]' },
      cell: ({ getValue }) => (
        <Link
          to={`/compose/${encodeURIComponent(getValue())}`}
          title={getValue()}
          className="block min-w-0 truncate font-medium text-ink no-underline hover:text-accent-text hover:underline"
        >
          {getValue()}
        </Link>
      ),
    }),
    column.accessor((project) => projectLook(project).text, {
      id: 'state',
      header: 'State',
      sortFn: 'alphanumeric',
      meta: { className: 'w-44' },
      cell: ({ row: { original } }) => <StateCell project={original} />,
    }),
    column.accessor(({ services }) => services.join(', '), {
      id: 'services',
      header: 'Services',
      sortFn: 'alphanumeric',
      meta: { from: 620, cellClassName: 'text-ink-2' },
      cell: ({ getValue }) => <TextCell text={getValue()} />,
    }),
    column.accessor(({ ports }) => ports[0]?.label ?? '', {
      id: 'ports',
      header: 'Ports',
      sortFn: 'alphanumeric',
      meta: { className: 'w-32', from: 760 },
      cell: ({ row: { original } }) => <PortLinks ports={original.ports} />,
    }),
    column.accessor(({ directory }) => directory ?? '', {
      id: 'directory',
      header: 'Folder',
      sortFn: 'alphanumeric',
      meta: { from: 900, cellClassName: 'text-ink-2' },
      cell: ({ getValue }) => <TextCell text={getValue()} className="selectable" />,
    }),
    column.display({
      id: 'actions',
      header: () => <span className="sr-only">Actions</span>,
      meta: { className: 'w-27 pr-3' },
      cell: ({ row: { original } }) => (
        <span className="flex justify-end gap-0.5">
          <IconButton
            size="sm"
            label="Up"
            icon={<ArrowUpFromLine size={15} />}
            disabled={original.directory === undefined}
            onClick={() => askPlan(original.name, 'up')}
          />
          <IconButton
            size="sm"
            label="Stop"
            icon={<CircleStop size={15} />}
            disabled={original.running === 0}
            onClick={() => askPlan(original.name, 'stop')}
          />
          <RowMenuButton rowId={original.name} label={`More actions for ${original.name}`} />
        </span>
      ),
    }),
  ]);
}

function StateCell({ project }: { readonly project: ProjectRow }) {
  const { tone, text } = projectLook(project);
  return (
    <span className="flex min-w-0 items-center gap-2">
      <StatusDot tone={tone} />
      <span className="truncate">{text}</span>
    </span>
  );
}
