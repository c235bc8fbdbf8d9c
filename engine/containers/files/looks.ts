import { randomUUID } from 'node:crypto';
import { messageOf } from '../../base/errors.ts';
import type { Deps } from '../deps.ts';
import { closeLooks, mountForALook, type RootAccess } from './layer-look.ts';
import { mountVolumesIn } from './look-mounts.ts';

/** A mount of a container that has no process, shared by all who look at it at a time. */
interface Look {
  readonly access: Promise<RootAccess>;
  users: number;
  timer: NodeJS.Timeout | undefined;
  /** Told when the last user has gone. */
  readonly idle: Set<() => void>;
}

/** A person who browses asks again and again; mounting each time would take longer than looking. */
const LINGER_MS = 3000;

/** Milliseconds that a start or a removal waits for those who still look. */
const PATIENCE_MS = 2000;

const LOOKS = new WeakMap<object, Map<string, Look>>();

/**
 * The root of a container without a process, with its volumes and binds mounted as in a run. When it was started meanwhile,
 * `live` tells its root instead. Throws `not-found`.
 */
export function shareLook(
  deps: Deps,
  id: string,
  live: () => Promise<RootAccess | undefined>,
): Promise<RootAccess> {
  // Under the lock, so that no start is under way: two mounts of one layer must not be written through at a time.
  return deps.store.lock(id, async () => {
    deps.store.get(id); // it may have been removed while we waited
    const running = await live();
    if (running !== undefined) return running;
    const looks = looksOf(deps);
    const look = looks.get(id) ?? openLook(deps, id, looks);
    look.users += 1;
    clearTimeout(look.timer);
    try {
      const { root } = await look.access;
      return { root, close: async () => leave(deps, id, look) };
    } catch (error) {
      looks.delete(id);
      throw error;
    }
  });
}

/** Takes a container's look off, because it is to be started or removed. Run it under the container's lock. */
export async function endLook(deps: Deps, id: string): Promise<void> {
  const look = looksOf(deps).get(id);
  if (look === undefined) return;
  looksOf(deps).delete(id);
  clearTimeout(look.timer);
  if (look.users > 0) await isIdle(look);
  await (await look.access).close();
}

/** Takes all looks off when the engine ends, exports under way included: who still looks has lost the connection by then. */
export async function endLooks(deps: Deps): Promise<void> {
  const looks = [...looksOf(deps).values()];
  looksOf(deps).clear();
  for (const { timer } of looks) clearTimeout(timer);
  await Promise.all(looks.map(async ({ access }) => await (await access).close()));
  await closeLooks(deps);
}

function openLook(deps: Deps, id: string, looks: Map<string, Look>): Look {
  const look: Look = { access: openWithVolumes(deps, id), users: 0, timer: undefined, idle: new Set() };
  looks.set(id, look);
  return look;
}

async function openWithVolumes(deps: Deps, id: string): Promise<RootAccess> {
  const layer = await mountForALook(deps, id);
  const user = `look ${randomUUID()}`;
  try {
    const release = await mountVolumesIn(deps, deps.store.get(id).record, layer.root, user);
    return {
      root: layer.root,
      close: async () => {
        await layer.close();
        await release();
      },
    };
  } catch (error) {
    await layer.close();
    throw error;
  }
}

function leave(deps: Deps, id: string, look: Look): void {
  look.users -= 1;
  if (look.users > 0) return;
  for (const tell of look.idle) tell();
  if (looksOf(deps).get(id) !== look) return;
  look.timer = setTimeout(() => {
    deps.store
      .lock(id, async () => {
        if (look.users === 0 && looksOf(deps).get(id) === look) await endLook(deps, id);
      })
      .catch((error: unknown) => deps.logger.warn('could not end a look', { id, error: messageOf(error) }));
  }, LINGER_MS).unref();
}

function isIdle(look: Look): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, PATIENCE_MS);
    look.idle.add(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}

function looksOf(deps: Deps): Map<string, Look> {
  const looks = LOOKS.get(deps.store) ?? new Map<string, Look>();
  LOOKS.set(deps.store, looks);
  return looks;
}
