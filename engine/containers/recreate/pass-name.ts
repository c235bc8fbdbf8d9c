import { type Deps } from '../deps.ts';
import { giveName } from '../lifecycle/rename.ts';
import type { ContainerRecord } from '../record.ts';

/**
 * Gives one container's name to another, and `aside` to the first. No two records have one name on the disk at any moment; in
 * between, the name is reserved for the one that gets it. `also` is written together with the second's new name.
 */
export async function passName(
  deps: Deps,
  names: { readonly from: string; readonly aside: string; readonly to: string; readonly name: string },
  also: Partial<ContainerRecord> = {},
): Promise<void> {
  const { from, aside, to, name } = names;
  const { store } = deps;
  try {
    await store.lock(from, () => giveName(deps, from, aside, {}, () => store.reserveName(name, to)));
    await store.lock(to, () => giveName(deps, to, name, also));
  } catch (error) {
    // Somebody may have removed the one that was to get it.
    if (store.peek(to)?.record.name !== name) store.releaseName(name, to);
    throw error;
  }
}
