import { useQuery } from '@tanstack/react-query';
import { ArrowUpFromLine, CircleStop, Ellipsis } from 'lucide-react';
import { Button } from '../../ui/button.tsx';
import { DropdownMenu } from '../../ui/dropdown-menu.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { StatusDot } from '../../ui/status-dot.tsx';
import { projectMenu } from './list/project-menu.tsx';
import { projectLook } from './list/project-row.ts';
import { askPlan } from './plan/plan-store.ts';
import { ProjectFaultBanner, ProjectWarnings } from './project-fault.tsx';
import { projectQuery, useProjects } from './queries.ts';
import { useProjectActions } from './use-project-actions.ts';

const HOME = { title: 'Compose', to: '/compose' };

export function ProjectHeader({ name }: { readonly name: string }) {
  const { data: view, error } = useQuery(projectQuery(name));
  const { projects } = useProjects();
  const actions = useProjectActions();
  const project = projects?.find((row) => row.name === name);
  const look = project === undefined ? undefined : projectLook(project);
  return (
    <>
      <PageHeader
        crumbs={[HOME, { title: name }]}
        meta={
          look === undefined ? null : (
            <span className="flex shrink-0 items-center gap-2 text-sm text-ink-2">
              <StatusDot tone={look.tone} />
              {look.text}
            </span>
          )
        }
        actions={
          <>
            <Button
              icon={<CircleStop size={15} />}
              disabled={(project?.running ?? 0) === 0}
              onClick={() => askPlan(name, 'stop')}
            >
              Stop
            </Button>
            <Button
              variant="primary"
              icon={<ArrowUpFromLine size={15} />}
              disabled={view === undefined}
              onClick={() => askPlan(name, 'up')}
            >
              Up
            </Button>
            {project === undefined ? null : (
              <DropdownMenu
                trigger={<IconButton label="More actions" icon={<Ellipsis size={16} />} />}
                entries={projectMenu(project, actions)}
              />
            )}
          </>
        }
      />
      <div className="flex min-h-6 shrink-0 flex-wrap gap-x-5 gap-y-0.5 px-5 pb-2 text-xs text-ink-2">
        {(view?.files ?? []).map((file) => (
          <span key={file} className="selectable font-mono text-2xs">
            {file}
          </span>
        ))}
        {view === undefined && project?.directory !== undefined ? (
          <span className="selectable font-mono text-2xs">{project.directory}</span>
        ) : null}
      </div>
      <div className="px-5 pb-3 empty:hidden">
        {error === null ? null : <ProjectFaultBanner error={error} />}
        <ProjectWarnings warnings={view?.warnings ?? []} />
      </div>
    </>
  );
}
