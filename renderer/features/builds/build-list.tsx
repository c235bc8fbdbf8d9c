import { Hammer } from 'lucide-react';
import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { isNotFound } from '../../bridge/engine-error.ts';
import { openBuild } from '../../stores/dialogs.ts';
import { updateTableView, useTableView } from '../../stores/table-views.ts';
import { Button } from '../../ui/button.tsx';
import { CodeBlock } from '../../ui/code-block.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LoadFailed } from '../../ui/load-failed.tsx';
import { Select } from '../../ui/select.tsx';
import { ListCount } from '../../ui/table/list-count.tsx';
import { ListFrame } from '../../ui/table/list-frame.tsx';
import { RemoveSelected } from '../../ui/table/remove-selected.tsx';
import { SelectionToolbar } from '../../ui/table/selection-toolbar.tsx';
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

const TIMES = [
  { value: 'any', title: 'Any time', milliseconds: Number.POSITIVE_INFINITY },
  { value: 'hour', title: 'Last hour', milliseconds: 3_600_000 },
  { value: 'day', title: 'Last 24 hours', milliseconds: 86_400_000 },
  { value: 'week', title: 'Last 7 days', milliseconds: 604_800_000 },
] as const;

export function BuildList() {
  const { builds, error, refetch } = useBuilds();
  const { filter, show, selection } = useTableView(BUILD_TABLE);
  const actions = useBuildActions();
  const [params, setParams] = useSearchParams();
  const time = TIMES.find(({ value }) => value === params.get('since')) ?? TIMES[0];
  const setTime = (value: string) => setParams(value === 'any' ? {} : { since: value }, { replace: true });
  const shown = useMemo(
    () => filterBuilds(builds ?? [], filter, show, Date.now() - time.milliseconds),
    [builds, filter, show, time],
  );
  const selected = shown.filter(({ id, state }) => selection[id] === true && state !== 'running');
  if (builds === undefined) {
    if (isNotFound(error)) return <NoRecords />;
    if (error !== null) return <LoadFailed what="The builds" error={error} onRetry={() => void refetch()} />;
    return <TableSkeleton label="Loading builds" />;
  }
  if (builds.length === 0) return <NoBuilds />;
  return (
    <ListFrame
      noun="build"
      placeholder="Filter by tag, error"
      view={{ filter, show }}
      onView={(change) => {
        // “Show all” means all of them.
        if (change.filter === '' && change.show === 'all') setTime('any');
        updateTableView(BUILD_TABLE, change);
      }}
      options={SHOW}
      isEmpty={shown.length === 0}
      aside={
        selected.length === 0 ? (
          <>
            <Select label="Started" value={time.value} options={TIMES} onChange={setTime} />
            <ListCount noun="build" shown={shown.length} all={builds.length} />
          </>
        ) : (
          <SelectionToolbar
            nouns="builds"
            count={selected.length}
            onClear={() => updateTableView(BUILD_TABLE, { selection: {} })}
          >
            <RemoveSelected onRemove={() => actions.remove(selected)} />
          </SelectionToolbar>
        )
      }
    >
      <BuildTable builds={shown} actions={actions} />
    </ListFrame>
  );
}

function NoBuilds() {
  return (
    <EmptyState
      icon={<Hammer size={24} />}
      title="No builds yet"
      actions={
        <Button variant="primary" onClick={() => openBuild()}>
          Build a folder
        </Button>
      }
    >
      <p>
        Choose a folder with a Dockerfile, or run this there in a terminal; the build shows here as it goes.
      </p>
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
