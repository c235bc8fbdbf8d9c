import { Hammer, SearchX, Trash2, X } from 'lucide-react';
import { useMemo } from 'react';
import { isNotFound } from '../../bridge/engine-error.ts';
import { updateTableView, useTableView } from '../../stores/table-views.ts';
import { Button } from '../../ui/button.tsx';
import { CodeBlock } from '../../ui/code-block.tsx';
import { counted } from '../../ui/counted.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { LoadFailed } from '../../ui/load-failed.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { TableSkeleton } from '../../ui/table/table-skeleton.tsx';
import { BUILD_TABLE, BuildTable } from './build-table.tsx';
import { filterBuilds } from './build-view.ts';
import { useBuilds } from './queries.ts';
import { useBuildActions } from './use-build-actions.ts';

const SHOW = [
  { value: 'all', title: 'All' },
  { value: 'running', title: 'Running' },
  { value: 'done', title: 'Done' },
  { value: 'failed', title: 'Failed' },
  { value: 'cancelled', title: 'Cancelled' },
] as const;

export function BuildList() {
  const { builds, error, refetch } = useBuilds();
  const { filter, show, selection } = useTableView(BUILD_TABLE);
  const actions = useBuildActions();
  const shown = useMemo(() => filterBuilds(builds ?? [], filter, show), [builds, filter, show]);
  const selected = shown.filter(({ id, state }) => selection[id] === true && state !== 'running');
  if (builds === undefined) {
    if (isNotFound(error)) return <NoRecords />;
    if (error !== null) return <LoadFailed what="The builds" error={error} onRetry={() => void refetch()} />;
    return <TableSkeleton label="Loading builds" />;
  }
  if (builds.length === 0) return <NoBuilds />;
  return (
    <>
      <div className="flex h-11 shrink-0 items-center gap-3 px-5 pb-2">
        <SearchField
          label="Filter builds"
          placeholder="Filter by tag, error"
          value={filter}
          onChange={(value) => updateTableView(BUILD_TABLE, { filter: value })}
          className="w-72 min-w-40 shrink"
        />
        <Segmented
          label="Show"
          value={SHOW.find(({ value }) => value === show)?.value ?? 'all'}
          options={SHOW}
          onChange={(value) => updateTableView(BUILD_TABLE, { show: value })}
        />
        <div className="ml-auto flex items-center gap-1.5">
          {selected.length > 0 ? (
            <div role="toolbar" aria-label="Selected builds" className="flex items-center gap-1.5">
              <span className="px-1.5 text-sm whitespace-nowrap text-ink-2">{selected.length} selected</span>
              <Button
                size="sm"
                icon={<Trash2 size={15} />}
                className="text-bad"
                onClick={() => actions.remove(selected)}
              >
                Remove
              </Button>
              <IconButton
                size="sm"
                label="Clear selection"
                icon={<X size={15} />}
                onClick={() => updateTableView(BUILD_TABLE, { selection: {} })}
              />
            </div>
          ) : (
            <span className="text-xs whitespace-nowrap text-ink-3">
              {shown.length === builds.length
                ? counted(builds.length, 'build')
                : `${shown.length} of ${counted(builds.length, 'build')}`}
            </span>
          )}
        </div>
      </div>
      {shown.length === 0 ? (
        <EmptyState
          icon={<SearchX size={24} />}
          title="No build matches"
          actions={
            <Button onClick={() => updateTableView(BUILD_TABLE, { filter: '', show: 'all' })}>
              Show all builds
            </Button>
          }
        />
      ) : (
        <BuildTable builds={shown} actions={actions} />
      )}
    </>
  );
}

function NoBuilds() {
  return (
    <EmptyState icon={<Hammer size={24} />} title="No builds yet">
      <p>In the folder of a Dockerfile, run this in a terminal; the build shows here as it goes.</p>
      <CodeBlock label="Command" text="docker build -t my-image ." className="mt-4 text-left" />
    </EmptyState>
  );
}

function NoRecords() {
  return (
    <EmptyState icon={<Hammer size={24} />} title="This engine keeps no record of builds">
      Only Gantry’s own engine tells which steps ran again, and why.
    </EmptyState>
  );
}
