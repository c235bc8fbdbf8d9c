import { isKind } from '../../base/errors.ts';
import type { Deps } from '../deps.ts';
import { stopContainer } from '../lifecycle/stop.ts';

/** Ends a container's run for an edit, with the grace that it asks for. Fine when it has ended. */
export async function stopRun(deps: Deps, id: string): Promise<void> {
  try {
    await stopContainer(deps, id, {}, { operation: 'stop', client: 'Gantry, for an edit' });
  } catch (error) {
    if (!isKind(error, 'not-modified') && !isKind(error, 'not-found')) throw error;
  }
}
