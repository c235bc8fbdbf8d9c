import { createColumnHelper } from '@tanstack/react-table';
import { CircleStop, Trash2 } from 'lucide-react';
import { Link } from 'react-router';
import { Ago } from '../../ui/ago.tsx';
import { Elapsed } from '../../ui/elapsed.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { StatusDot } from '../../ui/status-dot.tsx';
import { RowMenuButton } from '../../ui/table/row-menu-button.tsx';
import type { Columns, Features } from '../../ui/table/table-features.ts';
import { BUILD_LOOKS } from './build-look.ts';
import type { BuildActions } from './build-menu.tsx';
import type { BuildView } from './build-view.ts';

const column = createColumnHelper<Features, BuildView>();

export function buildColumns({ cancel, remove }: BuildActions): Columns<BuildView> {
  return column.columns([
    column.accessor('name', {
      header: 'Build',
      sortFn: 'alphanumeric',
      meta: { className: 'w-[30%]' },
      cell: ({ row: { original } }) => <NameCell build={original} />,
    }),
    column.accessor('state', {
      header: 'Result',
      sortFn: 'alphanumeric',
      cell: ({ row: { original } }) => <ResultCell build={original} />,
    }),
    column.accessor(({ steps, cached }) => (steps === 0 ? 0 : cached / steps), {
      id: 'cached',
      header: 'Cached',
      sortFn: 'basic',
      sortDescFirst: true,
      meta: { className: 'w-24', cellClassName: 'text-ink-2', from: 620 },
      cell: ({ row: { original } }) => <CachedCell build={original} />,
    }),
    column.accessor(({ milliseconds }) => milliseconds ?? Number.POSITIVE_INFINITY, {
      id: 'took',
      header: 'Took',
      sortFn: 'basic',
      sortDescFirst: true,
      meta: { className: 'w-24', cellClassName: 'text-ink-2' },
      cell: ({ row: { original } }) => <Elapsed since={original.started} took={original.milliseconds} />,
    }),
    column.accessor('started', {
      header: 'Started',
      sortFn: 'basic',
      sortDescFirst: true,
      meta: { className: 'w-31', cellClassName: 'text-ink-2', from: 720 },
      cell: ({ row: { original } }) => <Ago time={original.started} />,
    }),
    column.display({
      id: 'actions',
      header: () => <span className="sr-only">Actions</span>,
      meta: { className: 'w-20 pr-3' },
      cell: ({ row: { original } }) => (
        <span className="flex justify-end gap-0.5">
          {original.state === 'running' ? (
            <IconButton
              size="sm"
              label="Cancel"
              icon={<CircleStop size={15} />}
              onClick={() => cancel(original)}
            />
          ) : (
            <IconButton
              size="sm"
              label="Remove"
              icon={<Trash2 size={15} />}
              onClick={() => remove([original])}
            />
          )}
          <RowMenuButton rowId={original.id} label={`More actions for ${original.name}`} />
        </span>
      ),
    }),
  ]);
}

function NameCell({ build: { id, name, tags } }: { readonly build: BuildView }) {
  return (
    <span className="flex min-w-0 items-baseline gap-2">
      <Link
        to={`/builds/${encodeURIComponent(id)}`}
        title={tags.length === 0 ? id : tags.join('\n')}
        className="min-w-0 truncate font-medium text-ink no-underline hover:text-accent-text hover:underline"
      >
        {name}
      </Link>
      {tags.length > 1 ? <span className="shrink-0 text-xs text-ink-3">+{tags.length - 1}</span> : null}
      {tags.length === 0 ? <span className="shrink-0 text-xs text-ink-3">no tag</span> : null}
    </span>
  );
}

function ResultCell({ build: { state, error } }: { readonly build: BuildView }) {
  const { tone, label } = BUILD_LOOKS[state];
  return (
    <span className="flex min-w-0 items-center gap-2" title={error}>
      <StatusDot tone={tone} />
      <span className="shrink-0">{label}</span>
      {error === undefined || state !== 'failed' ? null : (
        <span className="selectable min-w-0 truncate text-xs text-ink-2">{error}</span>
      )}
    </span>
  );
}

function CachedCell({ build: { steps, cached } }: { readonly build: BuildView }) {
  if (steps === 0) return <span className="text-ink-3">–</span>;
  return (
    <span className="tabular-nums">
      {cached} of {steps}
    </span>
  );
}
