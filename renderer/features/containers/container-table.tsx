import { useCallback, useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { updateTableView, useTableView } from '../../stores/table-views.ts';
import { DataTable, type DataTableView } from '../../ui/table/data-table.tsx';
import { containerColumns } from './container-columns.tsx';
import { handleContainerKey } from './container-keys.ts';
import { type ContainerTab, containerMenu } from './container-menu.tsx';
import { type ContainerView, withUsage } from './container-view.ts';
import { GroupActions, groupSummary } from './group-parts.tsx';
import { usePendingVerbs } from './queries.ts';
import { RenameDialog } from './rename-dialog.tsx';
import type { RunVerb } from './use-container-verbs.ts';
import { useUsage } from './use-usage.ts';

interface ContainerTableProps {
  readonly containers: readonly ContainerView[];
  readonly run: RunVerb;
}

export const CONTAINER_TABLE = 'containers';

const idOf = ({ id }: ContainerView) => id;
const nameOf = ({ name }: ContainerView) => name;
const projectOf = ({ project }: ContainerView) => project;
const keepView = (change: Partial<DataTableView>) => updateTableView(CONTAINER_TABLE, change);

export function ContainerTable({ containers, run }: ContainerTableProps) {
  const view = useTableView(CONTAINER_TABLE);
  const pending = usePendingVerbs();
  const navigate = useNavigate();
  const [renaming, setRenaming] = useState<ContainerView>();
  const open = useCallback(
    ({ id }: ContainerView, tab?: ContainerTab) =>
      void navigate(tab === undefined ? `/containers/${id}` : `/containers/${id}/${tab}`),
    [navigate],
  );
  const menu = useCallback(
    (container: ContainerView) => containerMenu(container, { run, open, rename: setRenaming }),
    [run, open],
  );
  const columns = useMemo(() => containerColumns({ pending, run, open }), [pending, run, open]);
  const usage = useUsage(containers.some(({ state }) => state === 'running'));
  const rows = useMemo(() => withUsage(containers, usage), [containers, usage]);
  const grouped = containers.some(({ project }) => project !== undefined);
  return (
    <>
      <DataTable
        label="Containers"
        columns={columns}
        rows={rows}
        idOf={idOf}
        nameOf={nameOf}
        view={view}
        onViewChange={keepView}
        menu={menu}
        onOpen={open}
        onRowKey={(event, container) => handleContainerKey(event.key, container, { run, open, setRenaming })}
        groupOf={grouped ? projectOf : undefined}
        groupSummary={groupSummary}
        groupActions={(members) => <GroupActions members={members} run={run} />}
      />
      {renaming === undefined ? null : (
        <RenameDialog container={renaming} onClose={() => setRenaming(undefined)} />
      )}
    </>
  );
}
