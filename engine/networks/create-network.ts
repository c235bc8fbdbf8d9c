import type { NetworkCreateRequest } from '../api/types/network.ts';
import { fault } from '../base/errors.ts';
import { type Id, newId } from '../base/ids.ts';
import { firstUsable } from './address/allocate.ts';
import { type Cidr, cidrOf, type Family, formatCidr, overlaps } from './address/cidr.ts';
import { chooseSubnet } from './address/pools.ts';
import type { NetworkDeps } from './deps.ts';
import { tellNetwork } from './events.ts';
import { blocksOf, readDevices, readRoutes } from './kernel/devices.ts';
import { bridgeName } from './kernel/names.ts';
import { checkParent } from './kernel/parent.ts';
import { type NetworkDriver, type NetworkRecord, PREDEFINED, type Subnet } from './network-record.ts';
import { askedDevice, defaultBridgeOptions } from './options.ts';
import { type AskedNetwork, readNetwork } from './request/read-network.ts';

/**
 * Makes a network; nothing in the kernel yet. Throws `invalid`, `conflict` for a taken name, `forbidden` for a subnet or bridge
 * that another network has, `not-implemented` for what this kernel cannot do. Not to be called twice at the same time.
 */
export async function createNetwork(
  deps: NetworkDeps,
  request: NetworkCreateRequest,
): Promise<NetworkRecord> {
  const asked = readNetwork(request, (name) => deps.store.find(name));
  if (deps.store.named(asked.name) !== undefined) {
    throw fault('conflict', `network with name ${asked.name} already exists`);
  }
  if (asked.configOnly) return await add(deps, { ...blank(deps, newFittingId(deps)), ...asked });
  refuseOverlap(deps, asked.subnets);
  const id = newFittingId(deps);
  const device = await deviceOf(deps, id, asked);
  const subnets = await completed(deps, asked);
  return await add(deps, { ...blank(deps, id), ...asked, subnets, ...device });
}

/** Makes those of the networks that every engine has which are not there yet. */
export async function ensurePredefined(deps: NetworkDeps): Promise<void> {
  for (const [name, driver] of Object.entries(PREDEFINED)) {
    if (deps.store.named(name) === undefined) await deps.store.add(await predefined(deps, name, driver));
  }
}

/**
 * Gives a network that nobody is in other subnets where those from the pools have come to overlap with a route of the machine's
 * meanwhile, such as another engine's.
 */
export async function withFreeSubnets(deps: NetworkDeps, network: NetworkRecord): Promise<NetworkRecord> {
  if (!network.subnets.some(({ pooled }) => pooled)) return network;
  if (deps.sandboxes.members(network.id).length > 0) return network;
  const outside = await blocksInUse(network.device);
  const collides = ({ subnet, pooled }: Subnet) =>
    pooled && outside.some((block) => overlaps(block, cidrOf(subnet)));
  if (!network.subnets.some(collides)) return network;
  const kept = network.subnets.filter((subnet) => !collides(subnet));
  const subnets = network.subnets.map((subnet) =>
    collides(subnet)
      ? pooledSubnet(deps, cidrOf(subnet.subnet).family, [
          ...outside,
          ...others(deps, network.id),
          ...blocks(kept),
        ])
      : subnet,
  );
  deps.logger.info('a subnet is in use by someone else; the network takes another', {
    network: network.name,
    subnets: subnets.map(({ subnet }) => subnet).join(),
  });
  const changed = { ...network, subnets };
  await deps.store.update(changed);
  return changed;
}

async function add(deps: NetworkDeps, record: NetworkRecord): Promise<NetworkRecord> {
  await deps.store.add(record);
  tellNetwork(deps, record, 'create');
  return record;
}

type Blank = Pick<NetworkRecord, 'schema' | 'id' | 'created' | 'device' | 'foreignDevice'>;

function blank(deps: NetworkDeps, id: Id): Blank {
  return {
    schema: 1,
    id,
    created: new Date(deps.clock.now()).toISOString(),
    device: '',
    foreignDevice: false,
  };
}

/** An id whose first digits, which name the bridge, no other network has. */
function newFittingId(deps: NetworkDeps): Id {
  for (;;) {
    const id = newId();
    const device = bridgeName(deps.instance, id);
    if (!deps.store.all().some((other) => other.device === device)) return id;
  }
}

async function deviceOf(
  deps: NetworkDeps,
  id: Id,
  asked: AskedNetwork,
): Promise<Pick<NetworkRecord, 'device' | 'foreignDevice'>> {
  const own = bridgeName(deps.instance, id);
  const wished = askedDevice(asked.options);
  if (asked.driver !== 'bridge') {
    await checkParent(asked.driver, wished, own);
    return { device: wished ?? own, foreignDevice: wished !== undefined };
  }
  if (wished === undefined) return { device: own, foreignDevice: false };
  const other = deps.store.all().find(({ driver, device }) => driver === 'bridge' && device === wished);
  if (other !== undefined) {
    throw fault(
      'forbidden',
      `cannot create network ${id} (${wished}): conflicts with network ${other.id} (${wished}): networks have same bridge name`,
    );
  }
  const found = (await readDevices()).find(({ name }) => name === wished);
  if (found !== undefined && found.kind !== 'bridge') {
    throw fault(
      'forbidden',
      `cannot create network ${id} (${wished}): ${wished} is a device that is no bridge`,
    );
  }
  return { device: wished, foreignDevice: found !== undefined };
}

/** With a subnet for every family that is enabled, and a gateway in each. */
async function completed(deps: NetworkDeps, asked: AskedNetwork): Promise<readonly Subnet[]> {
  const has = (family: Family) => asked.subnets.some(({ subnet }) => cidrOf(subnet).family === family);
  const missing: Family[] = [
    ...(asked.ipv4 && !has(4) ? [4 as const] : []),
    ...(asked.ipv6 && !has(6) ? [6 as const] : []),
  ];
  const outside = missing.length === 0 ? [] : await blocksInUse();
  const chosen = missing.map((family) => pooledSubnet(deps, family, [...outside, ...others(deps, '')]));
  // IPv4 comes first, as Docker lists them.
  return [...asked.subnets.map(withGateway), ...chosen].sort(
    (a, b) => cidrOf(a.subnet).family - cidrOf(b.subnet).family,
  );
}

function pooledSubnet(deps: NetworkDeps, family: Family, taken: readonly Cidr[]): Subnet {
  const subnet = formatCidr(chooseSubnet(family, deps.instance, taken));
  return withGateway({ subnet, range: undefined, gateway: undefined, aux: {}, pooled: true });
}

function withGateway(subnet: Subnet): Subnet {
  return { ...subnet, gateway: subnet.gateway ?? firstUsable(subnet) };
}

function refuseOverlap(deps: NetworkDeps, subnets: readonly Subnet[]): void {
  for (const [index, { subnet }] of subnets.entries()) {
    const block = cidrOf(subnet);
    const twice = subnets.slice(0, index).find((other) => overlaps(cidrOf(other.subnet), block));
    if (twice !== undefined) throw overlap(subnet, twice.subnet, 'the same network');
    for (const network of deps.store.all().filter(({ configOnly }) => !configOnly)) {
      const other = network.subnets.find((one) => overlaps(cidrOf(one.subnet), block));
      if (other !== undefined) throw overlap(subnet, other.subnet, `network ${network.name}`);
    }
  }
}

function overlap(subnet: string, other: string, whose: string): Error {
  return fault(
    'forbidden',
    `invalid pool request: Pool overlaps with other one on this address space: ${subnet} overlaps with ${other} of ${whose}`,
  );
}

/** What the machine has routes to, or addresses in, but for one device of ours. */
async function blocksInUse(own?: string): Promise<Cidr[]> {
  const [routes, devices] = await Promise.all([readRoutes(), readDevices()]);
  return [
    ...routes.filter(({ device }) => own === undefined || device !== own).map(({ block }) => block),
    ...blocksOf(devices.filter(({ name }) => name !== own)),
  ];
}

function others(deps: NetworkDeps, but: string): Cidr[] {
  return deps.store
    .all()
    .flatMap(({ id, subnets, configOnly }) => (id === but || configOnly ? [] : blocks(subnets)));
}

function blocks(subnets: readonly Subnet[]): Cidr[] {
  return subnets.map(({ subnet }) => cidrOf(subnet));
}

async function predefined(deps: NetworkDeps, name: string, driver: NetworkDriver): Promise<NetworkRecord> {
  const id = newFittingId(deps);
  const isBridge = driver === 'bridge';
  const device = isBridge ? bridgeName(deps.instance, id) : '';
  const outside = isBridge ? await blocksInUse() : [];
  return {
    ...blank(deps, id),
    name,
    driver,
    ipv4: true,
    ipv6: false,
    internal: false,
    attachable: false,
    configOnly: false,
    configFrom: '',
    options: isBridge ? defaultBridgeOptions(device) : {},
    labels: {},
    ipamOptions: {},
    subnets: isBridge ? [pooledSubnet(deps, 4, [...outside, ...others(deps, '')])] : [],
    device,
  };
}
