import { allEnded } from '../base/all-ended.ts';
import { fault, kindOf, messageOf } from '../base/errors.ts';
import { type Id, newId } from '../base/ids.ts';
import { ipBatch } from '../process/ip.ts';
import { formatAddress } from './address/cidr.ts';
import { withFreeSubnets } from './create-network.ts';
import type { NetworkDeps } from './deps.ts';
import type { CheckedEndpoint } from './endpoint-request.ts';
import { tellNetwork } from './events.ts';
import { nameServerFor, portTarget, refreshFirewall, refreshNames } from './follow.ts';
import type { NewEndpoint } from './kernel/endpoint-script.ts';
import { NewNamespace } from './kernel/namespace.ts';
import { setUpScript } from './kernel/set-up-script.ts';
import type { NetworkRecord } from './network-record.ts';
import { planEndpoint } from './plan-endpoint.ts';
import type { ContainerPort, PortWish } from './ports/port-wish.ts';
import type { Endpoint, Sandbox } from './sandbox.ts';

/** What a container that starts asks for. */
export interface SandboxRequest {
  readonly container: Id;
  readonly name: string;
  readonly hostname: string;
  readonly endpoints: readonly { readonly network: string; readonly asks: CheckedEndpoint }[];
  readonly exposed: readonly ContainerPort[];
  readonly ports: readonly PortWish[];
  /** The servers of `--dns`; empty for the host's. */
  readonly upstream: readonly string[];
  /** `--dns-option ndots:N` was given. */
  readonly ndotsChosen: boolean;
}

/** A sandbox on its way. */
export interface OpenedSandbox {
  readonly sandbox: Sandbox;
  /** Of the namespace, to join it by; undefined in the network host, and without a network: the runtime makes that one. */
  readonly path: string | undefined;
  /** Resolves when devices, addresses, ports and walls are there; before that nothing of the container's may run. */
  readonly ready: Promise<void>;
  /** To be called once a process of the container is in the namespace. */
  holdBy(pid: number): Promise<void>;
}

/**
 * Opens the network of a container that starts. It answers when the namespace can be joined, while the rest is still being
 * made. When this or `ready` fails, close the sandbox. Throws what `planEndpoint` throws, `system`.
 */
export async function openSandbox(deps: NetworkDeps, request: SandboxRequest): Promise<OpenedSandbox> {
  await deps.sandboxes.closed({ container: request.container });
  const asked = request.endpoints.map(({ network, asks }) => ({ network: deps.store.find(network), asks }));
  const isPrivate = asked.some(({ network }) => network.driver !== 'host' && network.driver !== 'null');
  const opening = isPrivate ? NewNamespace.open() : undefined;
  opening?.catch(() => undefined); // it may fail while the networks are made ready, and is awaited after that
  try {
    const added: NewEndpoint[] = [];
    const networks = await Promise.all(asked.map(({ network }) => readyNetwork(deps, network)));
    await waitForAddresses(deps, asked);
    // From here on it has a member, and cannot be removed.
    for (const { network } of asked) deps.store.present(network);
    const sandbox: Sandbox = {
      schema: 1,
      id: newId(),
      container: request.container,
      name: request.name,
      hostname: request.hostname,
      pid: 0,
      endpoints: asked.map(({ asks }, index) => {
        const network = networks[index];
        if (network === undefined) throw new TypeError('every network was made ready');
        const planned = planEndpoint(
          deps,
          network,
          asks,
          request,
          added.map(({ endpoint }) => endpoint),
        );
        added.push(planned);
        return planned.endpoint;
      }),
      exposed: request.exposed,
      ports: request.ports,
      published: [],
      upstream: request.upstream,
      ndotsChosen: request.ndotsChosen,
    };
    const written = deps.sandboxes.put(sandbox);
    written.catch(() => undefined); // it may fail before the namespace is there, and is awaited after that
    const namespace = await opening;
    if (namespace !== undefined) deps.holders.set(request.container, namespace);
    await written;
    const ready = setUp(deps, sandbox, added, namespace);
    ready.catch(() => undefined); // told to whoever waits for it
    return {
      sandbox,
      path: namespace === undefined ? undefined : `/proc/${namespace.pid}/ns/net`,
      ready,
      holdBy: async (pid) => {
        namespace?.close();
        deps.holders.delete(request.container);
        const present = deps.sandboxes.get(request.container);
        const isShared = asked.some(({ network }) => network.driver === 'host');
        if (present !== undefined && !isShared) await deps.sandboxes.put({ ...present, pid });
      },
    };
  } catch (error) {
    (await opening?.catch(() => undefined))?.close();
    deps.holders.delete(request.container);
    throw error;
  }
}

/** A network whose device is there. Throws `not-found` when it was removed since it was found. */
export async function readyNetwork(deps: NetworkDeps, network: NetworkRecord): Promise<NetworkRecord> {
  if (network.device === '' || (network.driver !== 'bridge' && network.foreignDevice)) return network;
  await deps.bridges.ensure(network, {
    onNew: (same) => withFreeSubnets(deps, deps.store.present(same)),
    ports: deps.sandboxes.members(network.id).flatMap(({ endpoint }) => endpoint.hostInterface || []),
  });
  return deps.store.present(network);
}

/** An address that is asked for may be that of a container that is just going. */
export async function waitForAddresses(
  deps: NetworkDeps,
  asked: readonly { readonly network: NetworkRecord; readonly asks: CheckedEndpoint }[],
): Promise<void> {
  for (const { network, asks } of asked) {
    const wished = [asks.v4, asks.v6].flatMap((one) => (one === undefined ? [] : [formatAddress(one)]));
    const holds = ({ v4, v6 }: Endpoint) =>
      [v4, v6].some((one) => one !== undefined && wished.includes(one.address));
    const going = deps.sandboxes
      .holders(network.id)
      .find(({ sandbox, endpoint }) => holds(endpoint) && deps.sandboxes.get(sandbox.container) !== sandbox);
    if (going !== undefined) await deps.sandboxes.closed({ container: going.sandbox.container });
  }
}

async function setUp(
  deps: NetworkDeps,
  sandbox: Sandbox,
  added: readonly NewEndpoint[],
  namespace: NewNamespace | undefined,
): Promise<void> {
  await allEnded([
    namespace === undefined ? Promise.resolve() : inKernel(deps, sandbox, added, namespace),
    publish(deps, sandbox).then(() => refreshFirewall(deps)),
  ]);
  refreshNames(deps);
  for (const { network } of added) tellNetwork(deps, network, 'connect', { container: sandbox.container });
}

async function inKernel(
  deps: NetworkDeps,
  { endpoints }: Sandbox,
  added: readonly NewEndpoint[],
  namespace: NewNamespace,
): Promise<void> {
  const names = await nameServerFor(deps, endpoints);
  const script = setUpScript({ pid: namespace.pid, added, endpoints, names, isNew: true });
  try {
    await namespace.run(script);
  } catch (error) {
    // Somebody may have taken a bridge away; then once more.
    const wereSound = await Promise.all(added.map(({ network }) => isSound(deps, network)));
    if (wereSound.every(Boolean)) throw error;
    const made = added.flatMap(({ endpoint }) => endpoint.hostInterface || []);
    await ipBatch(
      made.map((device) => `link delete ${device}`),
      { force: true },
    );
    await namespace.run(script);
  }
}

/** False when the network's device was not there, and is again. */
async function isSound(deps: NetworkDeps, network: NetworkRecord): Promise<boolean> {
  if (await deps.bridges.isThere(network)) return true;
  deps.bridges.doubt(network);
  await readyNetwork(deps, network);
  return false;
}

/** Publishes what a container wants published, as far as a network of its leads out. */
export async function publish(deps: NetworkDeps, sandbox: Sandbox): Promise<void> {
  const target = portTarget(deps, sandbox.endpoints);
  if (target === undefined || sandbox.ports.length === 0) return;
  const published = await deps.ports
    .claim(sandbox.container, sandbox.ports, target)
    .catch((error: unknown) => {
      const endpoint = sandbox.endpoints.find(({ network }) => network === target.network)?.id ?? '';
      const start = `driver failed programming external connectivity on endpoint ${sandbox.name} (${endpoint})`;
      throw fault(kindOf(error), `${start}: ${messageOf(error)}`, error);
    });
  const present = deps.sandboxes.get(sandbox.container) ?? sandbox;
  await deps.sandboxes.put({ ...present, published });
}
