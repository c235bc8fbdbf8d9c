import { fault, messageOf } from '../../base/errors.ts';
import { smallTar } from '../../client/context/small-tar.ts';
import { imageName, tiedTo } from '../labels/names.ts';
import type { Project } from '../model/project.ts';
import type { Service } from '../model/service.ts';
import type { Action, CarriedVolume } from '../plan/action.ts';
import { type CreateInput, createRequest } from '../request/create-request.ts';
import { comparableService } from '../wanted/comparable.ts';
import { filesOf, type ServiceFile } from '../wanted/contents.ts';
import { runHooks } from './hooks.ts';
import { ifThere, unlessDone } from './lenient.ts';
import { containersOfService, firstContainerOf } from './members.ts';
import type { Work } from './work.ts';

type Recreate = Extract<Action, { readonly kind: 'container-recreate' }>;

/** Makes a service's container, not started yet, with all networks and files; answers its id. Nothing stays when it fails. */
export async function createContainer(
  work: Work,
  project: Project,
  service: Service,
  made: {
    readonly name: string;
    readonly number: number;
    readonly carried?: readonly CarriedVolume[];
    readonly oneoff?: CreateInput['oneoff'];
  },
): Promise<string> {
  const { client } = work;
  const files = filesOf(project, service, work.contents);
  const tied = await Promise.all(
    tiedTo(service).map(
      async (other) => [other.service, await firstContainerOf(work, other.service)] as const,
    ),
  );
  const containers = new Map(tied);
  const { request, further } = createRequest({
    project,
    service,
    number: made.number,
    comparable: comparableService(project, service, work.contents),
    image: (await client.images.inspect(imageName(project, service))).Id,
    files,
    carried: made.carried ?? [],
    containerOf: (other) => containers.get(other) ?? other,
    links: await linksOf(work, service),
    ...(made.oneoff === undefined ? {} : { oneoff: made.oneoff }),
  });
  const platform = service.platform === undefined ? {} : { platform: service.platform };
  const { Id, Warnings } = await client.containers.create(request, { name: made.name, ...platform });
  for (const warning of Warnings ?? []) work.warn(`${made.name}: ${warning}`);
  try {
    for (const { network, settings } of further) await client.networks.connect(network, Id, settings);
    await putFiles(work, Id, files);
  } catch (error) {
    await ifThere(client.containers.remove(Id, { force: true, volumes: true }));
    throw error;
  }
  return Id;
}

async function putFiles({ client }: Work, id: string, files: readonly ServiceFile[]): Promise<void> {
  const copies = files.flatMap(({ target, how }) =>
    'content' in how ? [{ path: target.replace(/^\//, ''), ...how }] : [],
  );
  if (copies.length > 0) await client.containers.putFiles(id, '/', smallTar(copies));
}

/** `container:alias` for each link; each container is found by its service's name too. */
async function linksOf(work: Work, service: Service): Promise<readonly string[]> {
  const links: string[] = [];
  for (const link of service.links ?? []) {
    const [other = '', alias = other] = link.split(':');
    for (const id of await containersOfService(work, other)) links.push(`${id}:${alias}`);
  }
  for (const link of service.external_links ?? []) {
    const [container = '', alias = container] = link.split(':');
    links.push(`${container}:${alias}`);
  }
  return links;
}

/** Starts a container and runs what is to be run after its start. */
export async function startContainer(
  work: Work,
  service: Service | undefined,
  container: { readonly id: string; readonly name: string },
  state?: string,
): Promise<void> {
  if (state === 'paused') await work.client.containers.unpause(container.id);
  else {
    await unlessDone(work.client.containers.start(container.id));
    await runHooks(work, service, 'post_start', container);
  }
}

/** Runs what is to be run before its end, and stops a container. */
export async function stopContainer(
  work: Work,
  service: Service | undefined,
  container: { readonly id: string; readonly name: string },
): Promise<void> {
  await runHooks(work, service, 'pre_stop', container);
  const timeout = work.stopTimeout === undefined ? {} : { timeout: work.stopTimeout };
  await unlessDone(work.client.containers.stop(container.id, timeout));
}

/**
 * Puts a new container in the place of one. The old one is set aside under another name, stopped when the new one is
 * ready to start, and removed once that runs; when anything fails it gets its name back, and runs again if it ran.
 */
export async function recreateContainer(
  work: Work,
  project: Project,
  service: Service,
  action: Recreate,
): Promise<void> {
  const { client } = work;
  const old = { id: action.container, name: action.name };
  const { State } = await client.containers.inspect(old.id);
  const aside = `${old.id.slice(0, 12)}_${action.newName}`;
  // One that an earlier attempt set aside has that name already.
  if (old.name !== aside) await client.containers.rename(old.id, aside);
  let made: string | undefined;
  let isStopped = false;
  try {
    const { number, carried } = action;
    made = await createContainer(work, project, service, { name: action.newName, number, carried });
    if (State.Running) {
      work.tell('the old one stops');
      await stopContainer(work, service, old);
      isStopped = true;
    }
    if (action.start) await startContainer(work, service, { id: made, name: action.newName });
  } catch (error) {
    const why = await putBack(work, old, aside, made, isStopped);
    throw fault('system', `${messageOf(error)} (${why})`, error);
  }
  await ifThere(client.containers.remove(old.id, { force: true }));
}

/** Answers how it went, in words. */
async function putBack(
  { client }: Work,
  old: { readonly id: string; readonly name: string },
  aside: string,
  made: string | undefined,
  wasStopped: boolean,
): Promise<string> {
  try {
    // Volumes that it was handed are the old one's still, and stay.
    if (made !== undefined) await ifThere(client.containers.remove(made, { force: true, volumes: true }));
    if (old.name !== aside) await client.containers.rename(old.id, old.name);
    if (wasStopped) await unlessDone(client.containers.start(old.id));
    return wasStopped ? 'the one before runs again' : 'the one before is as it was';
  } catch (error) {
    return `the one before could not be put back: ${messageOf(error)}`;
  }
}
