import { setTimeout as sleep } from 'node:timers/promises';
import { fault, messageOf } from '../base/errors.ts';
import { tellVolume } from './events.ts';
import { unmountData } from './option-mount.ts';
import type { VolumeDeps } from './volumes.ts';

/** A volume of ordinary size is gone when the answer comes; nobody waits for hundreds of thousands of files. */
const PATIENCE_MS = 500;

/** Removes a volume; its name is free at once, its bytes soon. Throws `conflict` naming the containers that use it, `not-found` unless forced. */
export async function removeVolume(
  deps: VolumeDeps,
  name: string,
  options: { readonly force: boolean },
): Promise<void> {
  const { store } = deps;
  if (store.peek(name) === undefined && options.force) return;
  const free = await store.lock(name, async () => {
    store.get(name);
    const users = [...new Set([...deps.users.usersOf(name).map(({ id }) => id), ...deps.holds.of(name)])];
    if (users.length > 0) {
      throw fault('conflict', `remove ${name}: volume is in use - [${users.join(', ')}]`);
    }
    const freeBytes = await store.remove(name, () => unmountData(store.data(name)));
    deps.weights.forget(name);
    tellVolume(deps.events, name, 'destroy');
    return freeBytes;
  });
  const freed = free().catch((error: unknown) => {
    deps.logger.warn('cannot free disk space', { volume: name, error: messageOf(error) });
  });
  await Promise.race([freed, sleep(PATIENCE_MS, undefined, { ref: false })]);
}
