import type { ProjectView, ServiceView } from '../../../../electron/desktop-api/compose/types.ts';
import type { ContainerSummary } from '../../../../engine/api/types/container.ts';
import { type PortLink, portLinks } from '../../../bridge/port-links.ts';
import type { Tone } from '../../../ui/status-dot.tsx';
import { composeLabel, membersBy } from '../members.ts';

/** A service as the files want it, and what is there of it. */
export interface ServiceRow {
  readonly name: string;
  /** Undefined when the files do not have it, or cannot be read. */
  readonly wanted: ServiceView | undefined;
  readonly containers: readonly Member[];
  readonly image: string;
  readonly ports: readonly PortLink[];
}

export interface Member {
  readonly id: string;
  readonly name: string;
  readonly tone: Tone;
  /** As the engine says it: `Up 5 minutes (healthy)`. */
  readonly status: string;
  /** The same without a time, which would grow old: `healthy`. */
  readonly words: string;
}

/** The services in the order of the files, then those that only containers tell of. */
export function serviceRows(
  project: string,
  view: ProjectView | undefined,
  containers: readonly ContainerSummary[],
): readonly ServiceRow[] {
  const ours = containers.filter((container) => composeLabel(container, 'project') === project);
  const members = membersBy(ours, 'service');
  const wanted = new Map(view?.services.map((service) => [service.name, service]));
  const names = new Set([...wanted.keys(), ...[...members.keys()].sort()]);
  return Array.from(names, (name) => row(name, wanted.get(name), members.get(name) ?? []));
}

function row(
  name: string,
  wanted: ServiceView | undefined,
  members: readonly ContainerSummary[],
): ServiceRow {
  return {
    name,
    wanted,
    containers: members
      .map((summary) => ({
        id: summary.Id,
        name: (summary.Names[0] ?? summary.Id.slice(0, 12)).replace(/^\//, ''),
        tone: toneOf(summary),
        status: summary.Status,
        words: wordsOf(summary),
      }))
      .sort((one, other) => one.name.localeCompare(other.name, 'en', { numeric: true })),
    image: wanted?.image || (members[0]?.Image ?? ''),
    ports: members.flatMap(({ Ports }) => portLinks(Ports)),
  };
}

function wordsOf({ State, Status }: ContainerSummary): string {
  if (State === 'exited') return /^Exited \(\d+\)/.exec(Status)?.[0].toLowerCase() ?? State;
  const health = /\((healthy|unhealthy|health: starting)\)/.exec(Status)?.[1];
  return State === 'running' && health !== undefined ? health.replace('health: ', '') : State;
}

function toneOf({ State, Status }: ContainerSummary): Tone {
  if (State === 'running') {
    if (Status.includes('(unhealthy)')) return 'bad';
    return Status.includes('(health: starting)') ? 'busy' : 'ok';
  }
  if (State === 'restarting' || State === 'removing') return 'busy';
  if (State === 'paused') return 'warn';
  return State === 'dead' || /^Exited \((?!0\)|137\)|143\))/.test(Status) ? 'bad' : 'idle';
}

/** What it waits for, in words. */
export function waitsFor({ dependsOn }: ServiceView): string {
  const words = {
    service_started: '',
    service_healthy: ' to be healthy',
    service_completed_successfully: ' to end well',
  };
  return dependsOn.map(({ service, condition }) => `${service}${words[condition]}`).join(', ');
}
