import { fault } from '../base/errors.ts';
import { Undo } from '../base/undo.ts';
import { ipBatch, ipComplaint } from '../process/ip.ts';
import type { NetworkDeps } from './deps.ts';
import type { CheckedEndpoint } from './endpoint-request.ts';
import { tellNetwork } from './events.ts';
import { nameServerFor, portTarget, refreshFirewall, refreshNames } from './follow.ts';
import { runInNamespace } from './kernel/namespace.ts';
import { setUpScript } from './kernel/set-up-script.ts';
import type { NetworkRecord } from './network-record.ts';
import { publish, readyNetwork, waitForAddresses } from './open-sandbox.ts';
import { planEndpoint } from './plan-endpoint.ts';
import type { Endpoint, Sandbox } from './sandbox.ts';

/**
 * Connects a running container with one more network. On failure nothing is changed. Throws what `planEndpoint` throws,
 * `forbidden` when it is connected already, `system`. Calls for one container come one after the other.
 */
export async function connectSandbox(
  deps: NetworkDeps,
  sandbox: Sandbox,
  wanted: NetworkRecord,
  asks: CheckedEndpoint,
): Promise<void> {
  if (sandbox.endpoints.some(({ network }) => network === wanted.id)) {
    throw fault('forbidden', `endpoint with name ${sandbox.name} already exists in network ${wanted.name}`);
  }
  const network = await readyNetwork(deps, wanted);
  await waitForAddresses(deps, [{ network, asks }]);
  deps.store.present(network); // from here on it has a member, and cannot be removed
  await Undo.run(async (undo) => {
    const added = planEndpoint(deps, network, asks, sandbox, sandbox.endpoints);
    const endpoints = [...sandbox.endpoints, added.endpoint];
    undo.add('take an address', () => deps.sandboxes.put(sandbox));
    await deps.sandboxes.put({ ...sandbox, endpoints });
    undo.add('make the devices', () => removeDevice(sandbox, added.endpoint));
    const names = await nameServerFor(deps, endpoints);
    const devices = added.endpoint.interface === '' ? [] : [added];
    const script = setUpScript({ pid: sandbox.pid, added: devices, endpoints, names, isNew: false });
    await inNamespace(sandbox, script, `connect container ${sandbox.name} to network ${network.name}`);
    await follow(deps, sandbox);
  });
  tellNetwork(deps, network, 'connect', { container: sandbox.container });
}

/** Takes a running container out of a network. Throws `system`. Calls for one container come one after the other. */
export async function disconnectSandbox(
  deps: NetworkDeps,
  sandbox: Sandbox,
  network: NetworkRecord,
): Promise<void> {
  const gone = sandbox.endpoints.find((endpoint) => endpoint.network === network.id);
  if (gone === undefined) {
    throw fault('system', `container ${sandbox.container} is not connected to network ${network.name}`);
  }
  const endpoints = sandbox.endpoints.filter((endpoint) => endpoint !== gone);
  await removeDevice(sandbox, gone);
  await deps.sandboxes.put({ ...sandbox, endpoints });
  const names = await nameServerFor(deps, endpoints);
  const script = setUpScript({ pid: sandbox.pid, added: [], endpoints, names, isNew: false });
  await inNamespace(sandbox, script, `disconnect container ${sandbox.name} from network ${network.name}`);
  await follow(deps, sandbox);
  tellNetwork(deps, network, 'disconnect', { container: sandbox.container });
}

/** Gives a running container another name, by which others find it at once. */
export async function renameSandbox(deps: NetworkDeps, sandbox: Sandbox, name: string): Promise<void> {
  const endpoints = sandbox.endpoints.map((endpoint) => ({
    ...endpoint,
    names:
      endpoint.names.length === 0
        ? []
        : [...new Set([name, ...endpoint.names.filter((one) => one !== sandbox.name)])],
  }));
  await deps.sandboxes.put({ ...sandbox, name, endpoints });
  refreshNames(deps);
}

/** Makes ports, walls and names those of the endpoints that a container has now; `before` is what it had. */
async function follow(deps: NetworkDeps, before: Sandbox): Promise<void> {
  refreshNames(deps);
  const present = deps.sandboxes.get(before.container);
  if (present === undefined) return;
  const from = portTarget(deps, before.endpoints);
  const to = portTarget(deps, present.endpoints);
  if (present.ports.length > 0 && JSON.stringify(from) !== JSON.stringify(to)) await movePorts(deps, present);
  await refreshFirewall(deps);
}

/** Leads published ports through the network that is now the first; they keep their numbers. */
async function movePorts(deps: NetworkDeps, sandbox: Sandbox): Promise<void> {
  await deps.ports.release(sandbox.container);
  const had = sandbox.published;
  const ports = sandbox.ports.map((wish) => {
    const port = had.find(({ port, protocol }) => port === wish.port && protocol === wish.protocol);
    return wish.hostPorts !== undefined || port === undefined
      ? wish
      : { ...wish, hostPorts: { first: port.hostPort, last: port.hostPort } };
  });
  await deps.sandboxes.put({ ...sandbox, published: [] });
  await publish(deps, { ...sandbox, ports, published: [] });
}

/** Our end takes the other with it; a device without an end of ours is removed where it is. */
async function removeDevice({ pid }: Sandbox, endpoint: Endpoint): Promise<void> {
  if (endpoint.interface === '') return;
  if (endpoint.hostInterface === '') {
    await ipBatch([`link delete ${endpoint.interface}`], { force: true, namespace: `/proc/${pid}/ns/net` });
  } else await ipBatch([`link delete ${endpoint.hostInterface}`], { force: true });
}

async function inNamespace({ pid }: Sandbox, script: string, what: string): Promise<void> {
  try {
    await runInNamespace(pid, script);
  } catch (error) {
    throw fault('system', `cannot ${what}: ${ipComplaint(error)}`, error);
  }
}
