import { fault, isKind } from '../../base/errors.ts';
import { inSlices } from '../../base/in-slices.ts';
import type { EngineClient } from '../../client/client.ts';
import { type ActualContainer, isUp } from '../actual/actual.ts';
import { readActual } from '../actual/read-actual.ts';
import { removeWith } from '../apply/lenient.ts';
import { containersOf } from '../plan/lifecycle.ts';

const AT_A_TIME = 8;

/** `compose pause`: what runs of the services, of all when none are named. Answers the names. */
export async function pause(
  client: EngineClient,
  project: string,
  services?: readonly string[],
): Promise<readonly string[]> {
  return await each(
    client,
    project,
    services,
    ({ state }) => state === 'running',
    (id) => client.containers.pause(id),
  );
}

/** `compose unpause`. */
export async function unpause(
  client: EngineClient,
  project: string,
  services?: readonly string[],
): Promise<readonly string[]> {
  return await each(
    client,
    project,
    services,
    ({ state }) => state === 'paused',
    (id) => client.containers.unpause(id),
  );
}

/** `compose kill`; SIGKILL unless told. */
export async function kill(
  client: EngineClient,
  project: string,
  services?: readonly string[],
  signal = 'SIGKILL',
): Promise<readonly string[]> {
  return await each(client, project, services, isUp, (id) => client.containers.kill(id, { signal }));
}

/** `compose rm`: removes what does not run; with `stop`, what runs as well. `volumes`: anonymous ones go too. */
export async function rm(
  client: EngineClient,
  project: string,
  services?: readonly string[],
  options: { readonly stop?: boolean; readonly volumes?: boolean } = {},
): Promise<readonly string[]> {
  const { stop = false, volumes = false } = options;
  const isMeant = (one: ActualContainer) => stop || !isUp(one);
  return await each(client, project, services, isMeant, async (id) => {
    if (stop) await client.containers.stop(id).catch(unlessSo);
    await removeWith(client, id, { force: stop, volumes });
  });
}

/** `compose wait`: the exit codes of services' containers, once they have ended. */
export async function wait(
  client: EngineClient,
  project: string,
  services: readonly string[],
  signal?: AbortSignal,
): Promise<Readonly<Record<string, number>>> {
  const containers = containersOf(await readActual(client, project), services);
  const codes = await Promise.all(
    containers.map(async ({ id, name }) => {
      const { StatusCode } = await client.containers.wait(id, signal === undefined ? {} : { signal });
      return [name, StatusCode] as const;
    }),
  );
  return Object.fromEntries(codes);
}

/**
 * A service's container that runs, by number, the first unless told.
 * Throws `not-found` when there is none, `conflict` when it does not run.
 */
export async function runningContainer(
  client: EngineClient,
  project: string,
  service: string,
  number?: number,
): Promise<ActualContainer> {
  const all = containersOf(await readActual(client, project), [service]);
  const found = number === undefined ? (all.find(isUp) ?? all[0]) : all.find((one) => one.number === number);
  if (found === undefined) throw fault('not-found', `service "${service}" has no container ${number ?? 1}`);
  if (!isUp(found)) throw fault('conflict', `service "${service}" is not running`);
  return found;
}

async function each(
  client: EngineClient,
  project: string,
  services: readonly string[] | undefined,
  isMeant: (container: ActualContainer) => boolean,
  act: (id: string) => Promise<void>,
): Promise<readonly string[]> {
  const meant = containersOf(await readActual(client, project), services ?? []).filter(isMeant);
  return await inSlices(meant, AT_A_TIME, async ({ id, name }) => {
    await act(id);
    return name;
  });
}

function unlessSo(error: unknown): void {
  if (!isKind(error, 'not-modified')) throw error;
}
