import type { Filters } from '../api/backends/filters.ts';
import { fault, isKind } from '../base/errors.ts';
import type { NetworkDeps } from './deps.ts';
import { tellNetwork } from './events.ts';
import { pruneFilter } from './filters.ts';
import { refreshFirewall } from './follow.ts';
import { isPredefined, type NetworkRecord } from './network-record.ts';

/** Removes a network with its device. Throws `forbidden` for a predefined one and for one with running members. */
export async function removeNetwork(deps: NetworkDeps, network: NetworkRecord): Promise<void> {
  if (isPredefined(network.name)) {
    throw fault('forbidden', `${network.name} is a pre-defined network and cannot be removed`);
  }
  const pattern = deps.store
    .all()
    .filter(({ configFrom }) => configFrom === network.name && network.configOnly);
  if (pattern.length > 0) {
    const users = pattern.map(({ name }) => name).join(', ');
    throw fault('forbidden', `configuration network "${network.name}" is in use by ${users}`);
  }
  await deps.sandboxes.closed({ network: network.id });
  const members = deps.sandboxes.members(network.id);
  if (members.length > 0) {
    const held = members.map(
      ({ sandbox, endpoint }) => `name:"${sandbox.name}" id:"${endpoint.id.slice(0, 12)}"`,
    );
    throw fault(
      'forbidden',
      `error while removing network: network ${network.name} id ${network.id} has active endpoints (${held.join(', ')})`,
    );
  }
  await deps.store.remove(network.id);
  for (const { gateway } of network.subnets) if (gateway !== undefined) await deps.names.unlisten(gateway);
  if (network.device !== '') await deps.bridges.remove(network);
  await refreshFirewall(deps);
  tellNetwork(deps, network, 'destroy');
}

/** Removes every network of somebody's making that no running container is in. Answers the names. Throws `invalid`. */
export async function pruneNetworks(deps: NetworkDeps, filters: Filters): Promise<string[]> {
  const allowed = pruneFilter(filters, deps.clock.now());
  const deleted: string[] = [];
  for (const network of deps.store.all()) {
    if (isPredefined(network.name) || network.configOnly || !allowed(network)) continue;
    if (deps.sandboxes.members(network.id).length > 0) continue;
    try {
      await removeNetwork(deps, network);
      deleted.push(network.name);
    } catch (error) {
      if (!isKind(error, 'forbidden')) throw error; // a container came meanwhile
    }
  }
  deps.events.publish({
    Type: 'network',
    Action: 'prune',
    Actor: { ID: '', Attributes: { reclaimed: '0' } },
  });
  return deleted;
}
