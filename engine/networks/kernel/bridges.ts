import { fault } from '../../base/errors.ts';
import type { Logger } from '../../base/logger.ts';
import { KeyedMutex } from '../../base/mutex.ts';
import { ipBatch, ipComplaint } from '../../process/ip.ts';
import { cidrOf } from '../address/cidr.ts';
import type { NetworkRecord } from '../network-record.ts';
import { bridgeOptions, mtuOf } from '../options.ts';
import { type Device, readDevices } from './devices.ts';

/**
 * The bridges of networks in the kernel; a macvlan that stands on no device of the machine's has an empty one. One is made when
 * the first container comes and stays as long as its network; what is found is kept, and repaired where it is not as the record
 * says.
 */
export class Bridges {
  readonly #logger: Logger;
  /** Networks whose bridge is there, as far as is known, and those of them that need no look before the next use. */
  readonly #made = new Set<string>();
  readonly #sure = new Set<string>();
  readonly #locks = new KeyedMutex();

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** True when the bridge was made, or found. */
  isMade(network: NetworkRecord): boolean {
    return this.#made.has(network.id);
  }

  /**
   * Makes sure that the bridge is there. `onNew` is told when it has to be made, and may answer a changed record; `ports` are the
   * devices that belong into it and may have been in one that went away. Throws `system`, `conflict` when a device of that name is no bridge.
   */
  async ensure(
    network: NetworkRecord,
    {
      onNew,
      ports,
    }: {
      readonly onNew: (network: NetworkRecord) => Promise<NetworkRecord>;
      readonly ports: readonly string[];
    },
  ): Promise<NetworkRecord> {
    if (this.#sure.has(network.id)) return network;
    return await this.#locks.run(network.id, async () => {
      if (this.#sure.has(network.id)) return network;
      const found = (await readDevices()).find(({ name }) => name === network.device);
      const settled = found === undefined ? await onNew(network) : network;
      const commands = found === undefined ? making(settled) : repairing(settled, found);
      if (found !== undefined && commands.length > 0) {
        this.#logger.info('repairing a bridge', { network: network.name, bridge: network.device });
      }
      try {
        await ipBatch(commands);
      } catch (error) {
        if (found === undefined) await ipBatch([`link delete ${network.device}`], { force: true });
        throw fault(
          'system',
          `cannot set up the bridge ${network.device} of network ${network.name}: ${ipComplaint(error)}`,
          error,
        );
      }
      await ipBatch(
        ports.map((port) => `link set ${port} master ${network.device} up`),
        { force: true },
      );
      this.#made.add(network.id);
      this.#sure.add(network.id);
      return settled;
    });
  }

  /** Whether the kernel has the device now. */
  async isThere({ device }: NetworkRecord): Promise<boolean> {
    return (await readDevices()).some(({ name }) => name === device);
  }

  /** Looks again before the next use: somebody may have changed it. */
  doubt(network: NetworkRecord): void {
    this.#sure.delete(network.id);
  }

  /** Takes the bridge away, unless it was there before the network. */
  async remove(network: NetworkRecord): Promise<void> {
    await this.#locks.run(network.id, async () => {
      this.#sure.delete(network.id);
      this.#made.delete(network.id);
      if (!network.foreignDevice) await ipBatch([`link delete ${network.device}`], { force: true });
    });
  }
}

function making(network: NetworkRecord): string[] {
  const { device } = network;
  return [
    `link add ${device} address ${bridgeMac(network)} type bridge`,
    // Without IPv6 the bridge shall not invent addresses either.
    ...(network.ipv6 && network.driver === 'bridge' ? [] : [`link set ${device} addrgenmode none`]),
    ...addressesOf(network).map((address) => addressCommand(device, address)),
    `link set ${device} mtu ${mtuOf(network)} up`,
  ];
}

function repairing(network: NetworkRecord, found: Device): string[] {
  const { device } = network;
  if (found.kind !== 'bridge') {
    throw fault('conflict', `network ${network.name} needs the device ${device}, which is no bridge`);
  }
  const missing = addressesOf(network).filter((address) => !found.addresses.includes(address));
  const mtu = found.mtu === mtuOf(network) || network.options['com.docker.network.driver.mtu'] === undefined;
  return [
    ...missing.map((address) => addressCommand(device, address)),
    ...(mtu ? [] : [`link set ${device} mtu ${mtuOf(network)}`]),
    ...(found.up ? [] : [`link set ${device} up`]),
  ];
}

/** The gateways, with the length of their prefix, as `ip` shows them. */
function addressesOf(network: NetworkRecord): string[] {
  if (network.driver !== 'bridge') return [];
  const { inhibitV4 } = bridgeOptions(network);
  return network.subnets.flatMap(({ subnet, gateway }) => {
    const { family, prefix } = cidrOf(subnet);
    return gateway === undefined || (family === 4 && inhibitV4) ? [] : [`${gateway}/${prefix}`];
  });
}

function addressCommand(device: string, address: string): string {
  const rest = address.includes(':') ? 'nodad' : 'brd +';
  return `address add ${address} ${rest} dev ${device}`;
}

/** One of its own, so that it does not change with the ports that come and go. */
function bridgeMac({ id }: NetworkRecord): string {
  return `02:42:${id.slice(0, 8).match(/../g)?.join(':')}`;
}
