import { fault, isKind, messageOf } from '../../base/errors.ts';
import { imageName } from '../labels/names.ts';
import type { Project } from '../model/project.ts';
import type { Service } from '../model/service.ts';
import type { Action, OnlyIf } from '../plan/action.ts';
import { createContainer, recreateContainer, startContainer, stopContainer } from './containers.ts';
import { buildImage, pullImage } from './images.ts';
import { ifThere, removeWith } from './lenient.ts';
import { createNetwork, createVolume, recreateNetwork } from './resources.ts';
import { waitFor } from './wait.ts';
import type { Work } from './work.ts';

/** Does one action; answers why there was no need, or undefined when it was done. */
export async function perform(
  work: Work,
  action: Action,
  isDone: (id: string) => boolean,
): Promise<string | undefined> {
  const idle = await noNeed(work, action, isDone);
  if (idle !== undefined) return idle;
  const { client } = work;
  switch (action.kind) {
    case 'network-create':
      return nothing(await createNetwork(work, projectOf(work), action.key));
    case 'network-recreate':
      return nothing(await recreateNetwork(work, projectOf(work), action));
    case 'network-remove':
      return await removed(work, action.name, client.networks.remove(action.network));
    case 'volume-create':
      return nothing(await createVolume(work, projectOf(work), action.key));
    case 'volume-remove':
      return await removed(work, action.name, client.volumes.remove(action.name));
    case 'image-pull':
      return nothing(await pullImage(work, action));
    case 'image-build':
      return nothing(await buildImage(work, projectOf(work), serviceOf(work, action.service)));
    case 'image-remove':
      return await removed(work, action.image, client.images.remove(action.image));
    case 'container-create': {
      const service = serviceOf(work, action.service);
      const id = await createContainer(work, projectOf(work), service, action);
      if (action.start) await startContainer(work, service, { id, name: action.name });
      return undefined;
    }
    case 'container-recreate':
      return nothing(await recreateContainer(work, projectOf(work), serviceOf(work, action.service), action));
    case 'container-start':
      return nothing(
        await startContainer(
          work,
          known(work, action),
          { id: action.container, name: action.name },
          action.state,
        ),
      );
    case 'container-stop':
      return nothing(
        await stopContainer(work, known(work, action), { id: action.container, name: action.name }),
      );
    case 'container-restart': {
      const container = { id: action.container, name: action.name };
      await stopContainer(work, known(work, action), container);
      return nothing(await startContainer(work, known(work, action), container));
    }
    case 'container-remove':
      return await removeContainer(work, action);
    case 'wait':
      return await waited(work, action);
  }
}

async function noNeed(
  { client, project }: Work,
  { onlyIf, ...action }: Action & { readonly onlyIf?: OnlyIf },
  isDone: (id: string) => boolean,
): Promise<string | undefined> {
  if (onlyIf === undefined) return undefined;
  if (onlyIf.done?.some(isDone) === true) return undefined;
  if (onlyIf.imageIsNot === undefined || project === undefined || !('service' in action)) {
    return 'nothing that it is tied to was made anew';
  }
  const service = project.services[action.service];
  if (service === undefined) return 'its service is gone';
  const { Id } = await client.images.inspect(imageName(project, service));
  return Id === onlyIf.imageIsNot ? 'its image is the same' : undefined;
}

/** What somebody else still uses stays, with a warning. */
async function removed(work: Work, name: string, removal: Promise<unknown>): Promise<string | undefined> {
  try {
    return (await ifThere(removal)) ? undefined : 'it is gone already';
  } catch (error) {
    const isInUse = isKind(error, 'conflict') || isKind(error, 'forbidden');
    if (!isInUse) throw error;
    work.warn(`${name} stays: ${messageOf(error)}`);
    return 'somebody else uses it';
  }
}

async function removeContainer(
  work: Work,
  action: Extract<Action, { readonly kind: 'container-remove' }>,
): Promise<string | undefined> {
  const { name, container: id, running, volumes } = action;
  if (running && !(await ifThere(stopContainer(work, known(work, action), { id, name }))))
    return 'it is gone already';
  try {
    const wasThere = await removeWith(work.client, id, { force: true, volumes });
    return wasThere ? undefined : 'it is gone already';
  } catch (error) {
    // One with `--rm` goes by itself.
    if (isKind(error, 'conflict') && messageOf(error).includes('already in progress')) return undefined;
    throw error;
  }
}

async function waited(
  work: Work,
  { service, condition, required }: Extract<Action, { readonly kind: 'wait' }>,
): Promise<string | undefined> {
  try {
    return nothing(await waitFor(work, service, condition));
  } catch (error) {
    if (required || isKind(error, 'cancelled') || work.signal?.aborted === true) throw error;
    work.warn(`optional dependency ${service}: ${messageOf(error)}`);
    return 'it failed, and is not required';
  }
}

function nothing(_done: void): undefined {
  return undefined;
}

function projectOf({ project }: Work): Project {
  if (project === undefined) throw fault('invalid', 'this needs the project’s file');
  return project;
}

function serviceOf(work: Work, name: string): Service {
  const service = projectOf(work).services[name];
  if (service === undefined) throw fault('not-found', `no such service: ${name}`);
  return service;
}

/** For hooks; orphans have none. */
function known({ project }: Work, { service }: { readonly service: string }): Service | undefined {
  return project?.services[service];
}
