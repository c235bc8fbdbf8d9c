import { resolve } from 'node:path';
import type {
  ContainerStatus,
  ContainerSummary,
  ContainerTop,
  PortSummary,
} from '../../api/types/container.ts';
import { fault } from '../../base/errors.ts';
import type { EngineClient } from '../../client/client.ts';
import { isUp } from '../actual/actual.ts';
import { readActual } from '../actual/read-actual.ts';
import { LABEL } from '../labels/labels.ts';
import { containersOf } from '../plan/lifecycle.ts';

/** A project as `compose ls` lists it, made by whatever tool. */
export interface ProjectSummary {
  readonly name: string;
  /** `running(2), exited(1)`. */
  readonly status: string;
  readonly running: number;
  readonly containers: number;
  readonly services: readonly string[];
  /** Empty when its maker did not say. */
  readonly directory: string;
  readonly files: readonly string[];
}

/** A container as `compose ps` lists it. */
export interface ServiceContainer {
  readonly id: string;
  readonly name: string;
  readonly service: string;
  readonly number: number;
  readonly oneoff: boolean;
  readonly image: string;
  readonly command: string;
  readonly state: ContainerStatus;
  /** As people read it: `Up 5 minutes (healthy)`. */
  readonly status: string;
  /** Seconds since the epoch. */
  readonly created: number;
  readonly ports: readonly PortSummary[];
}

/** `compose ls`: the projects of an engine that have a running container; `all`: also those that have none. */
export async function ls(
  client: EngineClient,
  { all = false }: { readonly all?: boolean } = {},
): Promise<readonly ProjectSummary[]> {
  const containers = await client.containers.list({ all: true, filters: { label: [LABEL.project] } });
  const byProject = new Map<string, ContainerSummary[]>();
  for (const one of containers) {
    const name = one.Labels[LABEL.project] ?? '';
    byProject.set(name, [...(byProject.get(name) ?? []), one]);
  }
  return [...byProject]
    .map(([name, members]) => summary(name, members))
    .filter(({ running }) => all || running > 0)
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

function summary(name: string, members: readonly ContainerSummary[]): ProjectSummary {
  const counts = new Map<string, number>();
  for (const { State } of members) counts.set(State, (counts.get(State) ?? 0) + 1);
  const newest = [...members].sort((one, other) => other.Created - one.Created)[0]?.Labels ?? {};
  const files = newest[LABEL.files] ?? '';
  const directory = newest[LABEL.directory] ?? '';
  return {
    name,
    status: [...counts.keys()]
      .sort()
      .map((state) => `${state}(${counts.get(state)})`)
      .join(', '),
    running: members.filter(({ State }) => isUp({ state: State })).length,
    containers: members.length,
    services: [...new Set(members.flatMap(({ Labels }) => Labels[LABEL.service] ?? []))].sort(),
    directory,
    // docker-compose 1.29 names them as they were given to it.
    files: files === '' ? [] : files.split(',').map((file) => resolve(directory, file)),
  };
}

/** `compose ps`: what runs of a project; `all`: what does not, and what `run` made, too. */
export async function ps(
  client: EngineClient,
  project: string,
  { all = false, services = [] }: { readonly all?: boolean; readonly services?: readonly string[] } = {},
): Promise<readonly ServiceContainer[]> {
  const found = await client.containers.list({
    all: true,
    filters: { label: [`${LABEL.project}=${project}`] },
  });
  return found
    .map(row)
    .filter((one) => services.length === 0 || services.includes(one.service))
    .filter((one) => all || (isUp(one) && !one.oneoff))
    .sort((one, other) =>
      one.service === other.service ? one.number - other.number : one.service < other.service ? -1 : 1,
    );
}

function row({
  Id,
  Names,
  Image,
  Command,
  State,
  Status,
  Created,
  Ports,
  Labels,
}: ContainerSummary): ServiceContainer {
  return {
    id: Id,
    name: (Names[0] ?? '').replace(/^\//, ''),
    service: Labels[LABEL.service] ?? '',
    number: Number(Labels[LABEL.number] ?? 1),
    oneoff: Labels[LABEL.oneoff]?.toLowerCase() === 'true',
    image: Image,
    command: Command,
    state: State,
    status: Status,
    created: Created,
    ports: Ports ?? [],
  };
}

/** `compose port`: where a port of a service is published, `127.0.0.1:8080`. Throws `not-found` when it is not. */
export async function port(
  client: EngineClient,
  project: string,
  service: string,
  wanted: { readonly port: number; readonly protocol?: string; readonly number?: number },
): Promise<string> {
  const { protocol = 'tcp', number = 1 } = wanted;
  const rows = await ps(client, project, { services: [service] });
  const container = rows.find((one) => one.number === number);
  if (container === undefined)
    throw fault('not-found', `service "${service}" has no running container ${number}`);
  const found = container.ports.find(
    ({ PrivatePort, Type, PublicPort }) =>
      PrivatePort === wanted.port && Type === protocol && PublicPort !== undefined,
  );
  if (found === undefined)
    throw fault('not-found', `no port ${wanted.port}/${protocol} is published for ${container.name}`);
  return `${found.IP ?? '0.0.0.0'}:${found.PublicPort}`;
}

/** `compose top`: the processes of what runs, by container name. */
export async function top(
  client: EngineClient,
  project: string,
  services: readonly string[] = [],
): Promise<Readonly<Record<string, ContainerTop>>> {
  const running = containersOf(await readActual(client, project), services).filter(isUp);
  const found = await Promise.all(
    running.map(async ({ id, name }) => [name, await client.containers.top(id)] as const),
  );
  return Object.fromEntries(found);
}
