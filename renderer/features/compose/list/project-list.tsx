import { FolderOpen, FolderX, Workflow } from 'lucide-react';
import { useMemo } from 'react';
import { updateTableView, useTableView } from '../../../stores/table-views.ts';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { LoadFailed } from '../../../ui/load-failed.tsx';
import { ListCount } from '../../../ui/table/list-count.tsx';
import { ListFrame } from '../../../ui/table/list-frame.tsx';
import { SelectionToolbar } from '../../../ui/table/selection-toolbar.tsx';
import { TableSkeleton } from '../../../ui/table/table-skeleton.tsx';
import { openOpenProject } from '../open/open-store.ts';
import { useProjects } from '../queries.ts';
import { useProjectActions } from '../use-project-actions.ts';
import { filterProjects } from './project-row.ts';
import { PROJECT_TABLE, ProjectTable } from './project-table.tsx';

const SHOW = [
  { value: 'all', title: 'All' },
  { value: 'running', title: 'Running' },
  { value: 'stopped', title: 'Stopped' },
] as const;

export function ProjectList() {
  const { projects, error, refetch } = useProjects();
  const { filter, show, selection } = useTableView(PROJECT_TABLE);
  const actions = useProjectActions();
  const shown = useMemo(() => filterProjects(projects ?? [], filter, show), [projects, filter, show]);
  const selected = shown.filter(({ name }) => selection[name] === true);
  if (projects === undefined) {
    if (error !== null)
      return <LoadFailed what="The projects" error={error} onRetry={() => void refetch()} />;
    return <TableSkeleton label="Loading projects" />;
  }
  if (projects.length === 0) return <NoProjects />;
  return (
    <ListFrame
      noun="project"
      placeholder="Filter by name, service, folder"
      view={{ filter, show }}
      onView={(change) => updateTableView(PROJECT_TABLE, change)}
      options={SHOW}
      isEmpty={shown.length === 0}
      aside={
        selected.length === 0 ? (
          <ListCount noun="project" shown={shown.length} all={projects.length} />
        ) : (
          <SelectionToolbar
            nouns="projects"
            count={selected.length}
            onClear={() => updateTableView(PROJECT_TABLE, { selection: {} })}
          >
            <Button
              size="sm"
              icon={<FolderX size={14} />}
              disabled={selected.every(({ isKnown }) => !isKnown)}
              onClick={() => selected.filter(({ isKnown }) => isKnown).forEach(actions.forget)}
            >
              Forget
            </Button>
          </SelectionToolbar>
        )
      }
    >
      <ProjectTable projects={shown} actions={actions} />
    </ListFrame>
  );
}

function NoProjects() {
  return (
    <EmptyState
      icon={<Workflow size={24} />}
      title="No projects yet"
      actions={
        <Button variant="primary" icon={<FolderOpen size={15} />} onClick={openOpenProject}>
          Open a Compose file
        </Button>
      }
    >
      Open a Compose file, see the plan of what would be done and why, and bring the project up. Projects that
      other tools have brought up show here by themselves.
    </EmptyState>
  );
}
