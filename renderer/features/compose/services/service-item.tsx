import { CircleStop, Minus, Play, Plus, RotateCw } from 'lucide-react';
import { Link } from 'react-router';
import { Badge } from '../../../ui/badge.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { PortLinks } from '../../../ui/port-links.tsx';
import { StatusDot } from '../../../ui/status-dot.tsx';
import { askPlan } from '../plan/plan-store.ts';
import { type Member, type ServiceRow, waitsFor } from './service-row.ts';

export function ServiceItem({ project, row }: { readonly project: string; readonly row: ServiceRow }) {
  const { name, wanted, containers, image, ports } = row;
  const waits = wanted === undefined ? '' : waitsFor(wanted);
  return (
    <li aria-label={`Service ${name}`} className="flex items-start gap-4 px-4 py-3">
      <div className="min-w-0 flex-1">
        <p className="flex min-w-0 items-center gap-2">
          <span className="truncate text-sm font-medium text-ink">{name}</span>
          {wanted === undefined ? (
            <Badge tone="warn" title="The files have no such service, or cannot be read.">
              Not in the files
            </Badge>
          ) : null}
          {wanted?.active === false ? (
            <Badge title={`Only with the profile ${wanted.profiles.join(' or ')}.`}>
              Profile {wanted.profiles.join(', ')}
            </Badge>
          ) : null}
          {wanted?.isBuilt === true ? (
            <Badge title="Built from a Dockerfile of the project.">Built</Badge>
          ) : null}
        </p>
        <p className="selectable truncate font-mono text-2xs text-ink-2" title={image}>
          {image === '' ? 'no image yet' : image}
        </p>
        {waits === '' ? null : <p className="text-xs text-ink-2">Waits for {waits}</p>}
      </div>
      <ul className="w-64 min-w-0 shrink text-xs" aria-label={`Containers of ${name}`}>
        {containers.map((member) => (
          <MemberRow key={member.id} member={member} />
        ))}
        {containers.length === 0 ? <li className="py-0.5 text-ink-3">No container</li> : null}
      </ul>
      <div className="w-28 shrink-0 text-xs">
        <PortLinks ports={ports} />
      </div>
      <Scale project={project} row={row} />
      <ServiceActions project={project} row={row} />
    </li>
  );
}

function MemberRow({ member: { id, name, tone, status, words } }: { readonly member: Member }) {
  return (
    <li className="flex min-w-0 items-center gap-2 py-0.5">
      <StatusDot tone={tone} />
      <Link
        to={`/containers/${id}`}
        title={name}
        className="min-w-0 truncate text-ink no-underline hover:underline"
      >
        {name}
      </Link>
      <span className="ml-auto truncate text-ink-3" title={status}>
        {words}
      </span>
    </li>
  );
}

/** More or fewer containers; the plan is shown first. */
function Scale({
  project,
  row: { name, wanted, containers },
}: {
  readonly project: string;
  readonly row: ServiceRow;
}) {
  const scale = (count: number) => askPlan(project, 'up', { services: [name], scale: { [name]: count } });
  return (
    <fieldset className="flex shrink-0 items-center gap-0.5">
      <legend className="sr-only">Containers of {name}</legend>
      <IconButton
        size="sm"
        label={`Fewer containers of ${name}`}
        icon={<Minus size={14} />}
        disabled={wanted === undefined || containers.length === 0}
        onClick={() => scale(containers.length - 1)}
      />
      <span className="w-6 text-center text-sm text-ink tabular-nums">{containers.length}</span>
      <IconButton
        size="sm"
        label={`More containers of ${name}`}
        icon={<Plus size={14} />}
        disabled={wanted === undefined}
        onClick={() => scale(containers.length + 1)}
      />
    </fieldset>
  );
}

function ServiceActions({
  project,
  row: { name, wanted, containers },
}: {
  readonly project: string;
  readonly row: ServiceRow;
}) {
  const isUp = containers.some(({ tone }) => tone !== 'idle');
  const services = [name];
  return (
    <span className="flex shrink-0 gap-0.5">
      <IconButton
        size="sm"
        label={`Bring up ${name}`}
        icon={<Play size={15} />}
        disabled={wanted === undefined}
        onClick={() => askPlan(project, 'up', { services })}
      />
      <IconButton
        size="sm"
        label={`Restart ${name}`}
        icon={<RotateCw size={15} />}
        disabled={wanted === undefined || containers.length === 0}
        onClick={() => askPlan(project, 'restart', { services })}
      />
      <IconButton
        size="sm"
        label={`Stop ${name}`}
        icon={<CircleStop size={15} />}
        disabled={wanted === undefined || !isUp}
        onClick={() => askPlan(project, 'stop', { services })}
      />
    </span>
  );
}
