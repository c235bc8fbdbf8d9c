import type { KnownProject } from '../../../../electron/desktop-api/compose/types.ts';
import type { ContainerSummary } from '../../../../engine/api/types/container.ts';
import { type PortLink, portLinks } from '../../../bridge/port-links.ts';
import type { Tone } from '../../../ui/status-dot.tsx';
import { composeLabel, membersBy } from '../members.ts';

/** One line of the list: a project that is known here, that has containers, or both. */
export interface ProjectRow {
  readonly name: string;
  /** Undefined when nothing says where its files are. */
  readonly directory: string | undefined;
  readonly services: readonly string[];
  readonly running: number;
  readonly containers: number;
  readonly unhealthy: number;
  readonly failed: number;
  readonly ports: readonly PortLink[];
  /** It was opened in this desktop. */
  readonly isKnown: boolean;
  readonly words: string;
}

/** The projects by name: those that were opened, and those that containers name in their labels, whoever made them. */
export function projectRows(
  known: readonly KnownProject[],
  containers: readonly ContainerSummary[],
): readonly ProjectRow[] {
  const members = membersBy(containers, 'project');
  const opened = new Map(known.map((project) => [project.name, project]));
  const names = new Set([...opened.keys(), ...members.keys()]);
  return [...names].sort().map((name) => row(name, opened.get(name), members.get(name) ?? []));
}

function row(
  name: string,
  known: KnownProject | undefined,
  members: readonly ContainerSummary[],
): ProjectRow {
  const [first] = members;
  const labelled = first === undefined ? '' : composeLabel(first, 'project.working_dir');
  const directory = known?.directory ?? (labelled === '' ? undefined : labelled);
  const services = [...new Set(members.map((member) => composeLabel(member, 'service')))].sort();
  return {
    name,
    directory,
    services,
    running: members.filter(({ State }) => State === 'running').length,
    containers: members.length,
    unhealthy: members.filter(({ Status }) => Status.includes('(unhealthy)')).length,
    failed: members.filter(({ State, Status }) => State === 'exited' && !/\((0|137|143)\)/.test(Status))
      .length,
    ports: members.flatMap(({ Ports }) => portLinks(Ports)),
    isKnown: known !== undefined,
    words: [name, directory ?? '', ...services].join(' ').toLowerCase(),
  };
}

export interface ProjectLook {
  readonly tone: Tone;
  readonly text: string;
}

/** How a project fares, in a few words. */
export function projectLook({ running, containers, unhealthy, failed }: ProjectRow): ProjectLook {
  if (containers === 0) return { tone: 'idle', text: 'Not up' };
  if (unhealthy > 0) return { tone: 'bad', text: `${unhealthy} unhealthy` };
  if (failed > 0) return { tone: 'bad', text: `${failed} failed, ${running} of ${containers} running` };
  if (running === 0) return { tone: 'idle', text: 'Stopped' };
  if (running === containers) return { tone: 'ok', text: 'Running' };
  return { tone: 'warn', text: `${running} of ${containers} running` };
}

export function filterProjects(
  projects: readonly ProjectRow[],
  filter: string,
  show: string,
): readonly ProjectRow[] {
  const wanted = filter.toLowerCase().split(/\s+/).filter(Boolean);
  return projects.filter(
    ({ words, running }) =>
      wanted.every((word) => words.includes(word)) &&
      (show === 'all' || (show === 'running') === running > 0),
  );
}
