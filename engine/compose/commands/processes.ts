import { randomBytes } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { EventMessage } from '../../api/types/system.ts';
import { fault } from '../../base/errors.ts';
import type { EngineClient } from '../../client/client.ts';
import type { ProcessConnection } from '../../client/containers.ts';
import type { ExecResult } from '../../client/exec.ts';
import { type ApplyOptions, assertApplied } from '../apply/apply.ts';
import { createContainer } from '../apply/containers.ts';
import { LABEL } from '../labels/labels.ts';
import type { Project } from '../model/project.ts';
import type { Service } from '../model/service.ts';
import { assertSupported } from '../plan/supported.ts';
import { readContents } from '../wanted/contents.ts';
import { runningContainer } from './each.ts';
import { prepareUp } from './prepare.ts';

export interface ExecOptions {
  /** Which of the service's containers. */
  readonly number?: number;
  readonly user?: string;
  readonly workingDir?: string;
  readonly environment?: readonly string[];
  readonly privileged?: boolean;
}

/** Runs a command in a service's container to its end, without an input. */
export async function exec(
  client: EngineClient,
  project: string,
  service: string,
  command: readonly string[],
  options: ExecOptions = {},
): Promise<ExecResult> {
  const { id } = await runningContainer(client, project, service, options.number);
  return await client.exec.run(id, command, requestOf(options));
}

/** `compose exec`: starts a command in a service's container; answers the connection and the exec's id. */
export async function startExec(
  client: EngineClient,
  project: string,
  service: string,
  command: readonly string[],
  { tty, ...options }: ExecOptions & { readonly tty: boolean },
): Promise<ProcessConnection & { readonly id: string }> {
  const container = await runningContainer(client, project, service, options.number);
  const attach = { AttachStdin: true, AttachStdout: true, AttachStderr: true, Tty: tty };
  const id = await client.exec.create(container.id, { ...requestOf(options), ...attach, Cmd: command });
  return { id, ...(await client.exec.start(id, { tty })) };
}

function requestOf({ user, workingDir, environment, privileged }: ExecOptions) {
  return {
    ...(user === undefined ? {} : { User: user }),
    ...(workingDir === undefined ? {} : { WorkingDir: workingDir }),
    ...(environment === undefined ? {} : { Env: environment }),
    ...(privileged === undefined ? {} : { Privileged: privileged }),
  };
}

export interface RunOptions {
  /** Instead of the service's own. */
  readonly command?: readonly string[];
  readonly entrypoint?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly user?: string;
  readonly workingDir?: string;
  readonly name?: string;
  /** Publishes the service's ports; not unless told. */
  readonly servicePorts?: boolean;
  /** Found by others under the service's names. */
  readonly useAliases?: boolean;
  /** Removes the container at its end. */
  readonly remove?: boolean;
  readonly tty?: boolean;
  readonly noDependencies?: boolean;
  readonly how?: Omit<ApplyOptions, 'project' | 'contents'>;
}

/** A container that `run` started. */
export interface Ran extends ProcessConnection {
  readonly id: string;
  readonly name: string;
  /** Its exit code, once it has ended. */
  readonly ended: Promise<number>;
}

/** `compose run`: a further container of a service with a command of its own, once what it depends on is up. */
export async function run(
  client: EngineClient,
  project: Project,
  name: string,
  options: RunOptions = {},
): Promise<Ran> {
  const service = project.services[name];
  if (service === undefined) throw fault('not-found', `no such service: ${name}`);
  assertSupported(project, service);
  await prepare(client, project, service, options);
  const slug = randomBytes(32).toString('hex');
  const containerName = options.name ?? `${project.name}-${name}-run-${slug.slice(0, 12)}`;
  const contents = await readContents(project);
  const nothing = () => undefined;
  const work = {
    ...options.how,
    client,
    name: project.name,
    project,
    contents,
    tell: nothing,
    warn: (text: string) => options.how?.onEvent?.({ type: 'warning', text }),
  };
  const id = await createContainer(work, project, changed(service, options), {
    name: containerName,
    number: 1,
    oneoff: { slug, aliases: options.useAliases === true, remove: options.remove === true },
  });
  try {
    const connection = await client.containers.attach(id, { stdin: true });
    const ended = client.containers.wait(id, {
      condition: options.remove === true ? 'removed' : 'next-exit',
    });
    ended.catch(nothing);
    await client.containers.start(id);
    return { id, name: containerName, ...connection, ended: ended.then(({ StatusCode }) => StatusCode) };
  } catch (error) {
    await client.containers.remove(id, { force: true, volumes: true }).catch(nothing);
    throw error;
  }
}

/** What it depends on is brought up, its networks, volumes and image are made; no container of it is. */
async function prepare(
  client: EngineClient,
  project: Project,
  service: Service,
  { noDependencies = false, how = {} }: RunOptions,
): Promise<void> {
  const dependencies = noDependencies ? [] : Object.keys(service.depends_on ?? {});
  if (dependencies.length > 0) {
    const up = await prepareUp(client, project, { services: dependencies, noRecreate: true });
    assertApplied(up.plan, await up.apply(how));
  }
  const own = await prepareUp(client, project, {
    services: [service.name],
    noDependencies: true,
    forRun: true,
  });
  assertApplied(own.plan, await own.apply(how));
}

function changed(service: Service, options: RunOptions): Service {
  const { container_name: _name, ports, ...rest } = service;
  return {
    ...rest,
    ...(options.servicePorts === true && ports !== undefined ? { ports } : {}),
    command: options.command ?? (options.entrypoint === undefined ? service.command : null),
    entrypoint: options.entrypoint ?? service.entrypoint,
    environment: { ...service.environment, ...options.environment },
    tty: options.tty ?? false,
    stdin_open: true,
    ...(options.user === undefined ? {} : { user: options.user }),
    ...(options.workingDir === undefined ? {} : { working_dir: options.workingDir }),
  };
}

/** `compose cp SERVICE:PATH …`: a tar of what is at a path in a service's container. */
export async function copyFrom(
  client: EngineClient,
  project: string,
  service: string,
  path: string,
  number?: number,
): Promise<Readable> {
  const { id } = await runningContainer(client, project, service, number);
  return await client.containers.getFiles(id, path);
}

/** `compose cp … SERVICE:FOLDER`: unpacks a tar in a folder of a service's container. */
export async function copyTo(
  client: EngineClient,
  project: string,
  service: string,
  folder: string,
  tar: Readable,
  number?: number,
): Promise<void> {
  const { id } = await runningContainer(client, project, service, number);
  await client.containers.putFiles(id, folder, tar);
}

/** An event of a project's container. */
export interface ProjectEvent {
  readonly service: string;
  readonly container: string;
  readonly action: string;
  readonly message: EventMessage;
}

/** `compose events`: what happens to a project's containers, until the signal. */
export async function* events(
  client: EngineClient,
  project: string,
  services: readonly string[] = [],
  signal?: AbortSignal,
): AsyncGenerator<ProjectEvent> {
  const filters = { type: ['container'], label: [`${LABEL.project}=${project}`] };
  for await (const message of client.events({ filters }, signal)) {
    const { Attributes, ID } = message.Actor;
    const service = Attributes[LABEL.service] ?? '';
    if (services.length > 0 && !services.includes(service)) continue;
    yield { service, container: Attributes['name'] ?? ID, action: message.Action, message };
  }
}
