import { useMemo } from 'react';
import { updateTableView, useTableView } from '../../../stores/table-views.ts';
import { DataTable, type DataTableView } from '../../../ui/table/data-table.tsx';
import { askPlan } from '../plan/plan-store.ts';
import { projectColumns } from './project-columns.tsx';
import { type ProjectActions, projectMenu } from './project-menu.tsx';
import type { ProjectRow } from './project-row.ts';

interface ProjectTableProps {
  readonly projects: readonly ProjectRow[];
  readonly actions: ProjectActions;
}

export const PROJECT_TABLE = 'projects';

const nameOf = ({ name }: ProjectRow) => name;
const keepView = (change: Partial<DataTableView>) => updateTableView(PROJECT_TABLE, change);

export function ProjectTable({ projects, actions }: ProjectTableProps) {
  const view = useTableView(PROJECT_TABLE);
  const columns = useMemo(() => projectColumns(), []);
  return (
    <DataTable
      label="Projects"
      columns={columns}
      rows={projects}
      idOf={nameOf}
      nameOf={nameOf}
      view={view}
      onViewChange={keepView}
      menu={(project) => projectMenu(project, actions)}
      onOpen={actions.open}
      onRowKey={({ key }, { name, containers }) => {
        if (key !== 'Delete' || containers === 0) return false;
        askPlan(name, 'down');
        return true;
      }}
    />
  );
}
