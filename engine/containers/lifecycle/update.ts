import type { ContainerUpdateRequest, HostConfig } from '../../api/types/container.ts';
import { fault } from '../../base/errors.ts';
import { resourcesToOci } from '../../runtime/spec/resources.ts';
import { chooseRuntime } from '../choose-runtime.ts';
import type { Deps } from '../deps.ts';
import { tell } from '../events.ts';
import { checkHostConfig, checkRestartPolicy } from '../request/check-host-config.ts';
import { resourcesOf } from '../spec/spec-input-of.ts';
import { isLive } from '../state.ts';

/** What `docker update` can change; everything else in its body is left out by clients. */
const CHANGEABLE = [
  'BlkioWeight',
  'CpuPeriod',
  'CpuQuota',
  'CpuShares',
  'CpusetCpus',
  'CpusetMems',
  'Memory',
  'MemoryReservation',
  'MemorySwap',
  'NanoCpus',
  'PidsLimit',
] as const satisfies readonly (keyof HostConfig)[];

/**
 * Changes limits and the restart policy of a container, in the kernel too when it runs. Throws `invalid` for values that make
 * no sense, `conflict` while it is being removed.
 */
export async function updateContainer(
  deps: Deps,
  id: string,
  request: ContainerUpdateRequest,
): Promise<{ readonly Warnings: readonly string[] }> {
  return await deps.store.lock(id, async () => {
    const { record, stored } = deps.store.get(id);
    if (stored.state.status === 'removing') {
      throw fault('conflict', `Container ${id} is marked for removal and cannot be "update"`);
    }
    const said = Object.fromEntries(
      CHANGEABLE.flatMap((key) => {
        const value = request[key];
        return value === undefined || value === null || value === 0 || value === '' ? [] : [[key, value]];
      }),
    );
    const policy = request.RestartPolicy?.Name ? request.RestartPolicy : record.hostConfig.RestartPolicy;
    const host: HostConfig = { ...record.hostConfig, ...said, ...(policy ? { RestartPolicy: policy } : {}) };
    checkHostConfig(host);
    checkRestartPolicy(policy ?? {}, host.AutoRemove === true);
    if (isLive(stored.state) && Object.keys(said).length > 0) {
      const resources = resourcesToOci(await resourcesOf(said), deps.host);
      await chooseRuntime(deps.runtimes, host.Runtime).update(id, resources);
    }
    await deps.store.updateRecord(id, { hostConfig: host });
    tell(deps, deps.store.get(id).record, 'update');
    return { Warnings: [] };
  });
}
