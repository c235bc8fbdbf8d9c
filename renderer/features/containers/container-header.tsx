import { useQuery } from '@tanstack/react-query';
import { CircleStop, Ellipsis, Play, RotateCw } from 'lucide-react';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import type { ContainerInspect } from '../../../engine/api/types/container.ts';
import { containerInspectQuery } from '../../bridge/queries.ts';
import { Ago } from '../../ui/ago.tsx';
import { Button } from '../../ui/button.tsx';
import { DropdownMenu } from '../../ui/dropdown-menu.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { PortLinks } from '../../ui/port-links.tsx';
import { parseTime } from '../../ui/relative-time.ts';
import { containerMenu } from './container-menu.tsx';
import { isAlive } from './container-verbs.ts';
import { type ContainerView, inspectedView, stateLook } from './container-view.ts';
import { exitReason } from './exit-reason.ts';
import { usePendingVerbs } from './queries.ts';
import { RenameDialog } from './rename-dialog.tsx';
import { StateCell } from './state-cell.tsx';
import { useContainerVerbs } from './use-container-verbs.ts';

const HOME = { title: 'Containers', to: '/containers' };

export function ContainerHeader({ id }: { readonly id: string }) {
  const { data } = useQuery(containerInspectQuery(id));
  if (data === undefined) return <PageHeader crumbs={[HOME, { title: id.slice(0, 12) }]} />;
  return <Loaded inspect={data} />;
}

function Loaded({ inspect }: { readonly inspect: ContainerInspect }) {
  const container = inspectedView(inspect);
  const navigate = useNavigate();
  const run = useContainerVerbs(() => void navigate('/containers'));
  const pending = usePendingVerbs().get(container.id);
  const [renaming, setRenaming] = useState(false);
  const alive = isAlive(container.state);
  return (
    <>
      <PageHeader
        crumbs={[HOME, { title: container.name }]}
        meta={<StateCell container={container} pending={pending} />}
        actions={
          <>
            {alive ? (
              <Button
                icon={<CircleStop size={15} />}
                disabled={pending !== undefined}
                onClick={() => run('stop', [container])}
              >
                Stop
              </Button>
            ) : (
              <Button
                variant="primary"
                icon={<Play size={15} />}
                disabled={pending !== undefined}
                onClick={() => run('start', [container])}
              >
                Start
              </Button>
            )}
            <Button
              icon={<RotateCw size={15} />}
              disabled={pending !== undefined || !alive}
              onClick={() => run('restart', [container])}
            >
              Restart
            </Button>
            <DropdownMenu
              trigger={<IconButton label="More actions" icon={<Ellipsis size={16} />} />}
              entries={containerMenu(container, {
                run,
                open: ({ id }, tab) => void navigate(`/containers/${id}/${tab}`),
                rename: () => setRenaming(true),
              })}
            />
          </>
        }
      />
      <Facts inspect={inspect} container={container} />
      {renaming ? <RenameDialog container={container} onClose={() => setRenaming(false)} /> : null}
    </>
  );
}

function Facts({
  inspect,
  container,
}: {
  readonly inspect: ContainerInspect;
  readonly container: ContainerView;
}) {
  const alive = isAlive(container.state);
  const time = parseTime(alive ? inspect.State.StartedAt : inspect.State.FinishedAt);
  const reason = exitReason(inspect.State);
  return (
    <div className="flex min-h-6 shrink-0 flex-wrap items-center gap-x-5 gap-y-0.5 px-5 pb-2 text-xs text-ink-2">
      <Link
        to={`/images/${encodeURIComponent(inspect.Image)}`}
        className="max-w-80 truncate text-ink-2 no-underline hover:text-accent-text hover:underline"
      >
        {container.image}
      </Link>
      <span className="selectable font-mono text-2xs" title={container.id}>
        {container.id.slice(0, 12)}
      </span>
      {container.ports.length === 0 ? null : <PortLinks ports={container.ports} />}
      {time === undefined ? null : (
        <span>
          {alive ? 'Started ' : 'Ended '}
          <Ago time={time} />
        </span>
      )}
      {reason === undefined ? null : (
        <>
          <span
            className={`selectable ${stateLook(container).tone === 'bad' || inspect.State.Error !== '' ? 'text-bad' : ''}`}
          >
            {reason}
          </span>
          <Link
            to={`/containers/${container.id}/runs`}
            className="-ml-3 text-accent-text no-underline hover:underline"
          >
            Why?
          </Link>
        </>
      )}
    </div>
  );
}
