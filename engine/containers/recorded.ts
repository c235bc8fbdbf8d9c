import { cgroupOf, type Deps } from './deps.ts';
import { liveProcess } from './state.ts';

/** What a flight recorder asks of this room, over the records in memory. */
export function recordedContainers(deps: Pick<Deps, 'store'> & { readonly instance: string }) {
  const { store, instance } = deps;
  return {
    running: () =>
      store.all().flatMap(({ record, stored }) => {
        const live = liveProcess(stored.state);
        if (live === undefined) return [];
        return [
          {
            id: record.id,
            startedAt: Date.parse(live.startedAt),
            memoryLimit: record.hostConfig.Memory || Number.NaN,
            cgroup: cgroupOf({ instance }, record),
            // On the network of the host its figures would be those of the whole machine.
            networkPid: record.hostConfig.NetworkMode === 'host' ? undefined : live.pid,
          },
        ];
      }),
    exists: (id: string) => store.peek(id) !== undefined,
    find: (ref: string) => store.find(ref).record.id,
    onRemoved: (listener: (id: string) => void) =>
      store.onState((id, _before, after) => {
        if (after === undefined) listener(id);
      }),
  };
}
