import { Container as ContainerIcon } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import { updateTableView, useTableView } from '../../stores/table-views.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LoadFailed } from '../../ui/load-failed.tsx';
import { ListCount } from '../../ui/table/list-count.tsx';
import { ListFrame } from '../../ui/table/list-frame.tsx';
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
    <ListFrame
      noun="container"
      placeholder="Filter by name, image, state, port"
      view={{ filter, show }}
      onView={(change) => updateTableView(CONTAINER_TABLE, change)}
      options={SHOW}
      isEmpty={shown.length === 0}
      aside={
        selected.length === 0 ? (
          <ListCount noun="container" shown={shown.length} all={containers.length} />
        ) : (
          <SelectionBar
            selected={selected}
            run={run}
            onClear={() => updateTableView(CONTAINER_TABLE, { selection: {} })}
          />
        )
      }
    >
      <ContainerTable containers={shown} run={run} />
    </ListFrame>
  );
}
