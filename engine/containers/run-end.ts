import type { WriterEnd } from './logs/follow.ts';
import { type ContainerState, isLive } from './state.ts';
import type { ContainerStore } from './store.ts';

/**
 * When the output of one run is complete: the present run, or the next one for a container that does not run yet.
 * `dispose` it when nobody waits any more.
 */
export interface RunEnd extends WriterEnd {
  dispose(): void;
}

/** The end of the run that is under way, or of the next when none is. A removal ends it too. */
export function endOfRun(store: ContainerStore, id: string): RunEnd {
  return watchEnd(store, id, (before, after) => isLive(before) && !isLive(after));
}

/** The end of output for good: no process, and no restart policy that will start one by itself. */
export function endOfOutput(store: ContainerStore, id: string): RunEnd {
  const quiet = (state: ContainerState) => !isLive(state) && state.status !== 'restarting';
  return watchEnd(store, id, (_before, after) => quiet(after), quiet(store.get(id).stored.state));
}

function watchEnd(
  store: ContainerStore,
  id: string,
  ends: (before: ContainerState, after: ContainerState) => boolean,
  already = false,
): RunEnd {
  let ended = already;
  const callbacks = new Set<() => void>();
  const stop = store.onState((changed, before, after) => {
    if (changed !== id || ended) return;
    if (after !== undefined && !ends(before, after)) return;
    ended = true;
    stop();
    for (const callback of callbacks) callback();
  });
  return {
    get ended() {
      return ended;
    },
    onEnd(callback) {
      if (ended) callback();
      else callbacks.add(callback);
      return () => callbacks.delete(callback);
    },
    dispose: stop,
  };
}
