import type { NetworkConnectRequest, NetworkDisconnectRequest } from '../../api/types/network.ts';
import { fault } from '../../base/errors.ts';
import type { NetworkRecord } from '../../networks/network-record.ts';
import { isAlive } from '../../runtime/process-stat.ts';
import type { Deps } from '../deps.ts';
import { parseNetworkMode } from '../network-mode.ts';
import type { ContainerRecord } from '../record.ts';
import { type ContainerState, liveProcess } from '../state.ts';
import { resolveLinks } from './links.ts';
import { followNetwork, networksOf } from './open-network.ts';
import { clean } from './settle-networks.ts';

const SHARED =
  'container sharing network namespace with another container or host cannot be connected to any other network';
const HOST = 'container cannot be disconnected from host network or connected to host network';
const NONE =
  'container cannot be connected to multiple networks with one of the networks in private (none) mode';

/** Connects a container with a network, at once when it runs. Throws in Docker's words. */
export async function connectContainer(
  deps: Deps,
  ref: string,
  request: NetworkConnectRequest,
): Promise<void> {
  const network = deps.networks.find(ref);
  const { id } = deps.store.find(request.Container).record;
  const settings = clean(request.EndpointConfig ?? {});
  await deps.store.lock(id, async () => {
    const { record, stored } = deps.store.get(id);
    refuseWhileRemoved(deps, id);
    refuseMode(record, network);
    const asks = {
      ...deps.networks.check(network.id, settings),
      links: resolveLinks(deps.store, settings.Links ?? []),
    };
    const networks = { ...networksOf(record), [network.name]: settings };
    await unlessEnded(stored.state, () => deps.networks.connectRunning(id, network, asks));
    await deps.store.updateRecord(id, { networks });
    await followNetwork(deps, id);
  });
}

/** Takes a container out of a network, at once when it runs. Throws in Docker's words. */
export async function disconnectContainer(
  deps: Deps,
  ref: string,
  request: NetworkDisconnectRequest,
): Promise<void> {
  const network = deps.networks.find(ref);
  const { id } = deps.store.find(request.Container).record;
  await deps.store.lock(id, async () => {
    const { record, stored } = deps.store.get(id);
    refuseWhileRemoved(deps, id);
    if (network.driver === 'host') throw fault('invalid', HOST);
    const { [network.name]: had, ...networks } = networksOf(record);
    if (had === undefined) {
      throw fault('system', `container ${id} is not connected to the network ${network.name}`);
    }
    await unlessEnded(stored.state, () => deps.networks.disconnectRunning(id, network));
    await deps.store.updateRecord(id, { networks });
    await followNetwork(deps, id);
  });
}

/** Does what needs a running container; one that ends meanwhile takes its network with it, and only its record matters. */
async function unlessEnded(state: ContainerState, work: () => Promise<unknown>): Promise<void> {
  const live = liveProcess(state);
  if (live === undefined) return;
  try {
    await work();
  } catch (error) {
    if (await isAlive(live.pid, live.startTime)) throw error;
  }
}

function refuseMode(record: ContainerRecord, network: NetworkRecord): void {
  const mode = parseNetworkMode(record.hostConfig.NetworkMode);
  if (mode.kind === 'container') throw fault('invalid', SHARED);
  if (network.driver === 'host') throw fault('invalid', HOST);
  const present = Object.keys(networksOf(record));
  if (present.includes('host')) throw fault('invalid', SHARED);
  const isOther = present.some((name) => name !== network.name);
  if (isOther && (present.includes('none') || network.driver === 'null')) throw fault('invalid', NONE);
}

function refuseWhileRemoved(deps: Deps, id: string): void {
  if (deps.store.get(id).stored.state.status !== 'removing') return;
  throw fault(
    'conflict',
    `Container ${id} is marked for removal and cannot be connected or disconnected to the network`,
  );
}
