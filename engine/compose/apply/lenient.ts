import { isKind } from '../../base/errors.ts';
import type { EngineClient } from '../../client/client.ts';
import { isAnonymous } from '../actual/actual.ts';

/** Does something that may be as wanted already (`not-modified`). */
export async function unlessDone(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!isKind(error, 'not-modified')) throw error;
  }
}

/** Does something to a thing that may be gone; answers whether it was there. */
export async function ifThere(work: Promise<unknown>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    if (isKind(error, 'not-found')) return false;
    throw error;
  }
}

/**
 * Removes a container, and with `volumes` its anonymous volumes, also those that it was handed by the one before, which an
 * engine takes for named ones. A volume that somebody else uses stays. Answers whether the container was there.
 */
export async function removeWith(
  client: EngineClient,
  id: string,
  { force, volumes }: { readonly force: boolean; readonly volumes: boolean },
): Promise<boolean> {
  const mounts: string[] = [];
  if (volumes) {
    const isThere = await ifThere(
      client.containers.inspect(id).then(({ Mounts }) => {
        mounts.push(...Mounts.filter(isAnonymous).flatMap(({ Name }) => Name ?? []));
      }),
    );
    if (!isThere) return false;
  }
  const wasThere = await ifThere(client.containers.remove(id, { force, volumes }));
  for (const name of mounts) {
    await client.volumes.remove(name).catch((error: unknown) => {
      if (!isKind(error, 'not-found') && !isKind(error, 'conflict')) throw error;
    });
  }
  return wasThere;
}
