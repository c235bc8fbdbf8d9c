import { messageOf } from '../base/errors.ts';
import { ipBatch } from '../process/ip.ts';
import type { NetworkDeps } from './deps.ts';
import { tellNetwork } from './events.ts';
import { keepsApart, refreshFirewall, refreshNames } from './follow.ts';
import type { Sandbox } from './sandbox.ts';

/**
 * Closes the network of a container that runs no longer; idempotent. Resolves when its names and ports are free; its addresses
 * are when the kernel has taken the devices away, for which nobody has to wait. Rejects never.
 */
export async function closeSandbox(deps: NetworkDeps, container: string): Promise<void> {
  deps.holders.get(container)?.close();
  deps.holders.delete(container);
  const sandbox = deps.sandboxes.get(container);
  if (sandbox === undefined) return;
  const released = release(deps, sandbox);
  deps.sandboxes.closeWhile(
    sandbox,
    Promise.all([released, removeDevices(deps, sandbox)]).then(() => undefined),
  );
  refreshNames(deps);
  for (const { network: id } of sandbox.endpoints) {
    const network = deps.store.get(id);
    if (network !== undefined) tellNetwork(deps, network, 'disconnect', { container });
  }
  await released;
}

async function release(deps: NetworkDeps, sandbox: Sandbox): Promise<void> {
  const apart = sandbox.endpoints.some(({ network: id }) => {
    const network = deps.store.get(id);
    return network !== undefined && keepsApart(network);
  });
  if (sandbox.ports.length === 0 && !apart) return;
  try {
    await deps.ports.release(sandbox.container);
    await refreshFirewall(deps);
  } catch (error) {
    deps.logger.warn('could not let published ports go', {
      container: sandbox.container,
      error: messageOf(error),
    });
  }
}

/** They would go with the namespace, but others may be in it who outlive the container. */
async function removeDevices(deps: NetworkDeps, { container, endpoints }: Sandbox): Promise<void> {
  const commands = endpoints.flatMap(({ hostInterface }) =>
    hostInterface === '' ? [] : [`link delete ${hostInterface}`],
  );
  try {
    await ipBatch(commands, { force: true });
  } catch (error) {
    deps.logger.warn('could not remove network devices', { container, error: messageOf(error) });
  }
}
