import { isKind, messageOf } from '../../base/errors.ts';
import type { NetworkRecord } from '../../networks/network-record.ts';
import type { Deps } from '../deps.ts';
import type { ContainerRecord } from '../record.ts';
import { asksOf, followNetwork, networksOf } from './open-network.ts';

/**
 * Brings the networks that a running container is in together with those of its record: an engine may have been killed
 * between the two, while it connected or disconnected. What cannot be healed is told.
 */
export async function healNetworks(deps: Deps, id: string): Promise<void> {
  const { record } = deps.store.get(id);
  const sandbox = deps.networks.sandboxOf(id);
  if (sandbox === undefined) return;
  const wanted = wantedNetworks(deps, record);
  const present = new Set(sandbox.endpoints.map(({ network }) => network));
  const extra = [...present].filter((network) => !wanted.some((one) => one.id === network));
  const missing = wanted.filter((network) => !present.has(network.id));
  if (extra.length === 0 && missing.length === 0) return;
  deps.logger.info('finishing what a crash interrupted in the networks of a container', { container: id });
  try {
    for (const network of extra) await deps.networks.disconnectRunning(id, deps.networks.find(network));
    for (const network of missing)
      await deps.networks.connectRunning(id, network, asksOf(deps, record, network.name));
    await followNetwork(deps, id);
  } catch (error) {
    deps.logger.warn('the networks of a container are not as its record says', {
      container: id,
      error: messageOf(error),
    });
  }
}

function wantedNetworks(deps: Deps, record: ContainerRecord): NetworkRecord[] {
  return Object.keys(networksOf(record)).flatMap((name) => {
    try {
      return [deps.networks.find(name)];
    } catch (error) {
      if (isKind(error, 'not-found')) return [];
      throw error;
    }
  });
}
