import { fault } from '../base/errors.ts';
import { tellVolume } from './events.ts';
import { unmountData } from './option-mount.ts';
import type { VolumeDeps } from './volumes.ts';

/** Removes a volume with its files; its name is free before they are all gone. Throws `conflict` naming the containers that use it, `not-found` unless forced. */
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
    await unmountData(store.data(name));
    const freeBytes = await store.remove(name);
    deps.weights.forget(name);
    tellVolume(deps.events, name, 'destroy');
    return freeBytes;
  });
  await free();
}
