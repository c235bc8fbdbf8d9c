import type {
  ContainerInspect,
  ContainerStatus,
  ContainerSummary,
} from '../../../engine/api/types/container.ts';
import { type PortLink, portLinks } from '../../bridge/port-links.ts';
import type { Tone } from '../../ui/status-dot.tsx';

/** What the list and the page show of a container, read from a summary. */
export interface ContainerView {
  readonly id: string;
  readonly name: string;
  readonly image: string;
  readonly imageId: string;
  readonly command: string;
  readonly state: ContainerStatus;
  readonly exitCode: number | undefined;
  readonly health: 'healthy' | 'unhealthy' | 'starting' | undefined;
  /** About when it came into this state, in milliseconds since the epoch. */
  readonly since: number | undefined;
  readonly created: number;
  readonly ports: readonly PortLink[];
  readonly project: string | undefined;
  readonly volumes: readonly string[];
  /** What it uses now: processors and bytes. Only of those that run, and only in the table. */
  readonly cpu?: number | undefined;
  readonly memory?: number | undefined;
  /** What the filter looks into. */
  readonly words: string;
}

const PROJECT_LABEL = 'com.docker.compose.project';

export function containerView(summary: ContainerSummary, fetchedAt: number): ContainerView {
  const name = (summary.Names[0] ?? summary.Id.slice(0, 12)).replace(/^\//, '');
  const ports = portLinks(summary.Ports);
  const project = summary.Labels[PROJECT_LABEL];
  const image = shortImage(summary.Image);
  const age = ageInStatus(summary.Status);
  return {
    id: summary.Id,
    name,
    image,
    imageId: summary.ImageID,
    command: summary.Command,
    state: summary.State,
    exitCode: exitCodeIn(summary.Status, summary.State),
    health: healthIn(summary.Status),
    since: age === undefined ? undefined : fetchedAt - age * 1000,
    created: summary.Created * 1000,
    ports,
    project: project === '' ? undefined : project,
    volumes: summary.Mounts.flatMap(({ Type, Name }) => (Type === 'volume' && Name ? [Name] : [])),
    words: [name, image, summary.Id, summary.State, project, ...ports.map(({ label }) => label)]
      .join(' ')
      .toLowerCase(),
  };
}

function shortImage(image: string): string {
  return image.startsWith('sha256:') ? image.slice(7, 19) : image;
}

function exitCodeIn(status: string, state: ContainerStatus): number | undefined {
  if (state !== 'exited' && state !== 'dead' && state !== 'restarting') return undefined;
  const code = /\((\d+)\)/.exec(status)?.[1];
  return code === undefined ? undefined : Number(code);
}

function healthIn(status: string): ContainerView['health'] {
  if (status.includes('(healthy)')) return 'healthy';
  if (status.includes('(unhealthy)')) return 'unhealthy';
  return status.includes('(health: starting)') ? 'starting' : undefined;
}

const UNIT_SECONDS: Readonly<Record<string, number>> = {
  second: 1,
  minute: 60,
  hour: 3600,
  day: 86_400,
  week: 604_800,
  month: 2_592_000,
  year: 31_536_000,
};

/** Seconds in `Up 5 minutes`, `Up About an hour (Paused)`, `Exited (0) 2 weeks ago`. */
export function ageInStatus(status: string): number | undefined {
  const match = /(\d+|about an?|less than a) (second|minute|hour|day|week|month|year)s?\b/i.exec(status);
  const [, count = '', unit = ''] = match ?? [];
  const size = UNIT_SECONDS[unit.toLowerCase()];
  if (size === undefined) return undefined;
  return /^less/i.test(count) ? 0 : /^about/i.test(count) ? size : Number(count) * size;
}

export interface StateLook {
  readonly tone: Tone;
  readonly text: string;
}

export function stateLook({
  state,
  exitCode,
  health,
}: Pick<ContainerView, 'state' | 'exitCode' | 'health'>): StateLook {
  switch (state) {
    case 'running':
      if (health === 'unhealthy') return { tone: 'bad', text: 'Unhealthy' };
      return { tone: health === 'starting' ? 'busy' : 'ok', text: 'Running' };
    case 'paused':
      return { tone: 'warn', text: 'Paused' };
    case 'restarting':
      return { tone: 'busy', text: 'Restarting' };
    case 'removing':
      return { tone: 'busy', text: 'Removing' };
    case 'created':
      return { tone: 'idle', text: 'Created' };
    case 'dead':
      return { tone: 'bad', text: 'Dead' };
    case 'exited':
      if (exitCode === undefined || exitCode === 0) return { tone: 'idle', text: 'Exited' };
      return { tone: EXPECTED[exitCode] ?? 'bad', text: `Exited (${exitCode})` };
  }
}

/** SIGINT and SIGTERM are how one stops a program; SIGKILL is what follows when it does not listen, or runs out of memory. */
const EXPECTED: Readonly<Record<number, Tone>> = { 130: 'idle', 143: 'idle', 137: 'warn' };

/** The same from an inspection, whose times are exact. */
export function inspectedView(inspect: ContainerInspect): ContainerView {
  const { State, Config, NetworkSettings } = inspect;
  const Ports = Object.entries(NetworkSettings.Ports).flatMap(([key, bindings]) => {
    const [port = '', type = 'tcp'] = key.split('/');
    return (bindings ?? []).map(({ HostIp, HostPort }) => ({
      ...(HostIp === undefined ? {} : { IP: HostIp }),
      PrivatePort: Number(port),
      PublicPort: Number(HostPort),
      Type: type,
    }));
  });
  const summary: ContainerSummary = {
    Id: inspect.Id,
    Names: [inspect.Name],
    Image: Config.Image ?? inspect.Image,
    ImageID: inspect.Image,
    Command: [inspect.Path, ...inspect.Args].join(' '),
    Created: Date.parse(inspect.Created) / 1000,
    Ports,
    Labels: Config.Labels ?? {},
    State: State.Status,
    Status: '',
    HostConfig: { NetworkMode: inspect.HostConfig.NetworkMode ?? '' },
    NetworkSettings,
    Mounts: inspect.Mounts,
  };
  const ended = State.Status === 'exited' || State.Status === 'dead';
  return {
    ...containerView(summary, 0),
    exitCode: ended ? State.ExitCode : undefined,
    health: State.Running ? State.Health?.Status : undefined,
  };
}

/** The same with what they use, as far as that is known. */
export function withUsage(
  containers: readonly ContainerView[],
  usage: ReadonlyMap<string, { readonly cpu: number | null; readonly memory: number | null }>,
): readonly ContainerView[] {
  if (usage.size === 0) return containers;
  return containers.map((container) => {
    const used = container.state === 'running' ? usage.get(container.id) : undefined;
    return used === undefined
      ? container
      : { ...container, cpu: used.cpu ?? undefined, memory: used.memory ?? undefined };
  });
}
