import { messageOf } from '../base/errors.ts';
import { ipBatch } from '../process/ip.ts';
import { closeSandbox } from './close-sandbox.ts';
import type { NetworkDeps } from './deps.ts';
import { nameServerFor, reachFor, refreshFirewall, refreshNames } from './follow.ts';
import { type Device, readDevices } from './kernel/devices.ts';
import { isHostInterface, isOurs } from './kernel/names.ts';
import { runInNamespace } from './kernel/namespace.ts';
import { setUpScript } from './kernel/set-up-script.ts';
import { readyNetwork } from './open-sandbox.ts';
import type { Endpoint, Sandbox } from './sandbox.ts';

/**
 * Takes over what an earlier engine left: the sandboxes of containers that live, with their addresses, names, ports and walls,
 * and closes the others. `pidOf` answers the first process of a container that lives. Then takes away devices of ours that
 * belong to nothing. What cannot be repaired is told, and does not keep the engine from starting.
 */
export async function adoptSandboxes(
  deps: NetworkDeps,
  pidOf: (container: string) => number | undefined,
): Promise<void> {
  const [left, devices] = await Promise.all([deps.sandboxes.readLeft(deps.logger), readDevices()]);
  const dead: Sandbox[] = [];
  for (const sandbox of left) {
    const pid = pidOf(sandbox.container);
    const known = sandbox.endpoints.every(({ network }) => deps.store.get(network) !== undefined);
    const isDead = pid === undefined || !known;
    if (isDead) dead.push(sandbox);
    const endpoints = isDead ? sandbox.endpoints : withDevices(sandbox, devices);
    await deps.sandboxes.put({ ...sandbox, endpoints, pid: pid ?? sandbox.pid });
  }
  await attempt(deps, 'restore published ports', () =>
    deps.ports.restore(
      deps.sandboxes.all().flatMap((sandbox) => (dead.includes(sandbox) ? [] : sandbox.published)),
    ),
  );
  for (const { container } of dead) await closeSandbox(deps, container);
  await attempt(deps, 'restore bridges', () => restoreBridges(deps));
  refreshNames(deps);
  // Without a device there is nothing that rules could be about.
  const hasDevices = devices.some(({ name }) => isOurs(deps.instance, name));
  await Promise.all([
    hasDevices || deps.sandboxes.all().length > 0
      ? attempt(deps, 'restore the firewall', () => refreshFirewall(deps))
      : undefined,
    attempt(deps, 'restore the name server', () => restoreNames(deps)),
    attempt(deps, 'sweep network devices', () => sweep(deps, devices)),
  ]);
}

/** An engine that was killed while it connected or disconnected left an endpoint without its device. */
function withDevices({ endpoints }: Sandbox, devices: readonly Device[]): readonly Endpoint[] {
  const names = new Set(devices.map(({ name }) => name));
  return endpoints.filter(({ hostInterface }) => hostInterface === '' || names.has(hostInterface));
}

async function attempt(deps: NetworkDeps, what: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    deps.logger.error(`could not ${what}`, { error: messageOf(error) });
  }
}

/** Bridges with members are there and have their ports, whatever happened to them meanwhile. */
async function restoreBridges(deps: NetworkDeps): Promise<void> {
  for (const network of deps.store.all()) {
    if (deps.sandboxes.members(network.id).length > 0) await readyNetwork(deps, network);
  }
}

async function restoreNames(deps: NetworkDeps): Promise<void> {
  await Promise.all(
    deps.sandboxes.all().map(async ({ pid, endpoints }) => {
      const address = reachFor(deps, endpoints).resolver;
      const before = address === undefined ? undefined : await deps.names.portBefore(address);
      const names = await nameServerFor(deps, endpoints);
      if (names === undefined || names.port === before) return;
      await runInNamespace(pid, setUpScript({ pid, added: [], endpoints, names, isNew: false }));
    }),
  );
}

async function sweep(deps: NetworkDeps, devices: readonly Device[]): Promise<void> {
  const used = new Set([
    ...deps.store.all().map(({ device }) => device),
    ...deps.sandboxes.all().flatMap(({ endpoints }) => endpoints.map(({ hostInterface }) => hostInterface)),
  ]);
  const left = devices.filter(({ name }) => isOurs(deps.instance, name) && !used.has(name));
  for (const { name } of left)
    deps.logger.info('sweeping a network device that a crash left', { device: name });
  // The ends of pairs first: a bridge that has none goes at once.
  const inOrder = left.toSorted(
    (a, b) => Number(isHostInterface(deps.instance, b.name)) - Number(isHostInterface(deps.instance, a.name)),
  );
  await ipBatch(
    inOrder.map(({ name }) => `link delete ${name}`),
    { force: true },
  );
}
