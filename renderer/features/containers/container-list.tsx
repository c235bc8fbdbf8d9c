import { Container as ContainerIcon, SearchX } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import { updateTableView, useTableView } from '../../stores/table-views.ts';
import { Button } from '../../ui/button.tsx';
import { counted } from '../../ui/counted.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LoadFailed } from '../../ui/load-failed.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { TableSkeleton } from '../../ui/table/table-skeleton.tsx';
import { filterContainers } from './container-filter.ts';
import { CONTAINER_TABLE, ContainerTable } from './container-table.tsx';
import { useContainers } from './queries.ts';
import { SelectionBar } from './selection-bar.tsx';
import { useContainerVerbs } from './use-container-verbs.ts';

const SHOW = [
  { value: 'all', title: 'All' },
  { value: 'running', title: 'Running' },
] as const;

/** `nextSteps` are offered while there is no container at all. */
export function ContainerList({ nextSteps }: { readonly nextSteps: ReactNode }) {
  const { containers, error, refetch } = useContainers();
  const { filter, show, selection } = useTableView(CONTAINER_TABLE);
  const run = useContainerVerbs();
  const shown = useMemo(
    () => filterContainers(containers ?? [], filter, show === 'running'),
    [containers, filter, show],
  );
  const selected = shown.filter(({ id }) => selection[id] === true);

  if (containers === undefined) {
    if (error !== null)
      return <LoadFailed what="The containers" error={error} onRetry={() => void refetch()} />;
    return <TableSkeleton label="Loading containers" />;
  }
  if (containers.length === 0) {
    return (
      <EmptyState icon={<ContainerIcon size={24} />} title="No containers yet" actions={nextSteps}>
        A container runs one program in a file system of its own, made from an image.
      </EmptyState>
    );
  }
  return (
    <>
      <div className="flex h-11 shrink-0 items-center gap-3 px-5 pb-2">
        <SearchField
          label="Filter containers"
          placeholder="Filter by name, image, state, port"
          value={filter}
          onChange={(value) => updateTableView(CONTAINER_TABLE, { filter: value })}
          className="w-72 min-w-40 shrink"
        />
        <Segmented
          label="Show"
          value={show === 'running' ? 'running' : 'all'}
          options={SHOW}
          onChange={(value) => updateTableView(CONTAINER_TABLE, { show: value })}
        />
        <div className="ml-auto flex min-w-0 items-center">
          {selected.length === 0 ? (
            <Count shown={shown.length} all={containers.length} />
          ) : (
            <SelectionBar
              selected={selected}
              run={run}
              onClear={() => updateTableView(CONTAINER_TABLE, { selection: {} })}
            />
          )}
        </div>
      </div>
      {shown.length === 0 ? (
        <EmptyState
          icon={<SearchX size={24} />}
          title="No container matches"
          actions={
            <Button onClick={() => updateTableView(CONTAINER_TABLE, { filter: '', show: 'all' })}>
              Show all containers
            </Button>
          }
        />
      ) : (
        <ContainerTable containers={shown} run={run} />
      )}
    </>
  );
}

function Count({ shown, all }: { readonly shown: number; readonly all: number }) {
  const text = shown === all ? counted(all, 'container') : `${shown} of ${counted(all, 'container')}`;
  return <span className="text-xs whitespace-nowrap text-ink-3">{text}</span>;
}
