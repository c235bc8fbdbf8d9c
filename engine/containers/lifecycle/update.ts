import type { ContainerUpdateRequest, HostConfig } from '../../api/types/container.ts';
import { fault, messageOf } from '../../base/errors.ts';
import { resourcesToOci } from '../../runtime/spec/resources.ts';
import { runtimeOf } from '../choose-runtime.ts';
import type { Deps } from '../deps.ts';
import { tell } from '../events.ts';
import { checkRestartPolicy } from '../request/check-host-config.ts';
import { settleLimits } from '../request/settle-limits.ts';
import { resourcesOf } from '../spec/spec-input-of.ts';
import { isLive } from '../state.ts';
import { changesOf, conflictWith, discarded } from './update-changes.ts';

/**
 * Changes limits and the restart policy of a container, in the kernel too when it runs. Throws `invalid` for values that make
 * no sense, `conflict` for those that do not go with what the container has, and while it is being removed.
 */
export async function updateContainer(
  deps: Deps,
  id: string,
  request: ContainerUpdateRequest,
): Promise<{ readonly Warnings: readonly string[] }> {
  const { host: asked, warnings } = settleLimits<HostConfig>(request, deps.host.features, 'update');
  checkRestartPolicy(asked.RestartPolicy ?? {}, false);
  return await deps.store.lock(id, async () => {
    const { record, stored } = deps.store.get(id);
    const cannot = (why: string) => `Cannot update container ${id}: ${why}`;
    if (stored.state.status === 'removing') {
      throw fault('conflict', cannot('container is marked for removal and cannot be "update"'));
    }
    const conflict = conflictWith(record.hostConfig, asked);
    if (conflict !== undefined) throw fault('conflict', cannot(conflict));
    const { limits, policy } = changesOf(asked);
    if (isLive(stored.state) && Object.keys(limits).length > 0) {
      await change(deps, id, record.hostConfig, limits).catch((cause: unknown) => {
        throw fault('invalid', cannot(messageOf(cause)), cause);
      });
    }
    const host = { ...record.hostConfig, ...limits, ...(policy ? { RestartPolicy: policy } : {}) };
    await deps.store.updateRecord(id, { hostConfig: host });
    tell(deps, deps.store.get(id).record, 'update');
    return { Warnings: [...warnings, ...discarded(request)] };
  });
}

async function change(deps: Deps, id: string, host: HostConfig, limits: Partial<HostConfig>): Promise<void> {
  // A limit of memory brings one of swap with it when nothing is said of that; here the container has its own already.
  const swap = 'Memory' in limits && host.MemorySwap !== undefined ? { MemorySwap: host.MemorySwap } : {};
  const resources = resourcesToOci(await resourcesOf({ ...swap, ...limits }), deps.host);
  await (await runtimeOf(deps.runtimes, id, host.Runtime)).update(id, resources);
}
