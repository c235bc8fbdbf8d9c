import type { HostPortState } from '../../api/types/host-port.ts';
import { errnoOf, fault } from '../../base/errors.ts';
import type { Logger } from '../../base/logger.ts';
import { KeyedMutex } from '../../base/mutex.ts';
import { Undo } from '../../base/undo.ts';
import type { PublishedPort } from '../firewall/state.ts';
import { Keeper } from '../holder/keeper.ts';
import { HoldError } from '../holder/link.ts';
import type { ListenWish } from '../holder/listen-wish.ts';
import { allocatedFault, bindFault } from './bind-fault.ts';
import { Claims } from './claims.ts';
import { ephemeralRange } from './ephemeral.ts';
import { hostPortState } from './host-port-state.ts';
import type { PortWish, Protocol } from './port-wish.ts';

/** Where published ports of a container lead. At least one address is there. */
export interface PortTarget {
  readonly network: string;
  readonly bridge: string;
  readonly v4?: string;
  readonly v6?: string;
  /** The network's `com.docker.network.bridge.host_binding_ipv4`, for wishes that name no address. */
  readonly defaultAddress?: string;
}

export interface PortsOptions {
  /** An existing folder below the exec root, for the holder's socket and log. */
  readonly folder: string;
  readonly logger: Logger;
  /** What people call a container. */
  readonly nameOf: (container: string) => string | undefined;
  /** The holder's bundle, when it does not lie beside the engine's. */
  readonly holderScript?: string;
}

/**
 * The ports of the host that containers publish: who has which, and that nobody else gets them. Where packets go is the
 * firewall's; what that cannot do, the holder does.
 */
export class Ports {
  readonly #keeper: Keeper;
  readonly #nameOf: PortsOptions['nameOf'];
  readonly #logger: Logger;
  readonly #claims = new Claims();
  readonly #mutex = new KeyedMutex();
  #nextEphemeral = 0;

  constructor({ folder, logger, nameOf, holderScript }: PortsOptions) {
    this.#keeper = new Keeper(folder, logger, holderScript);
    this.#nameOf = nameOf;
    this.#logger = logger;
  }

  /**
   * Takes all ports that are wished, or none. Throws `system` (Docker's 500) in Docker's words, naming who has a port that is
   * taken.
   */
  async claim(
    container: string,
    wishes: readonly PortWish[],
    target: PortTarget,
  ): Promise<readonly PublishedPort[]> {
    if (wishes.length === 0) return [];
    return await this.#mutex.run('', () =>
      Undo.run(async (undo) => {
        const published: PublishedPort[] = [];
        for (const wish of wishes) {
          published.push(...(await this.#claimOne({ container, wish, target, published, undo })));
        }
        this.#claims.set(container, [...this.#claims.of(container), ...published]);
        return published;
      }),
    );
  }

  /** Lets a container's ports go. */
  async release(container: string): Promise<void> {
    await this.#mutex.run('', async () => {
      const keys = this.#claims.delete(container).flatMap((port) => holdable(port)?.key ?? []);
      if (keys.length > 0) await this.#keeper.drop(keys);
    });
  }

  /** At the engine's start: what containers that still run have. Ports that somebody else took meanwhile are logged. */
  async restore(published: readonly PublishedPort[]): Promise<void> {
    await this.#mutex.run('', async () => {
      for (const port of published) {
        this.#claims.set(port.container, [...this.#claims.of(port.container), port]);
      }
      const lost = await this.#keeper.restore(published.flatMap((port) => holdable(port) ?? []));
      for (const { key } of lost) this.#logger.warn('a published port was lost', { port: key });
    });
  }

  /** Everything that is published now. */
  published(): readonly PublishedPort[] {
    return this.#claims.all();
  }

  of(container: string): readonly PublishedPort[] {
    return this.#claims.of(container);
  }

  /** Whether a port could be published now, who has it when not, and the nearest that could. `address` '' for all of the host's. */
  async state(port: number, protocol: Protocol, address: string): Promise<HostPortState> {
    return await hostPortState({ port, protocol, address }, this.#claims, this.#nameOf);
  }

  /** The engine ends; the ports stay held as long as there are any. */
  async close(): Promise<void> {
    await this.#mutex.run('', () => this.#keeper.close());
  }

  async #claimOne(claim: {
    readonly container: string;
    readonly wish: PortWish;
    readonly target: PortTarget;
    readonly published: readonly PublishedPort[];
    readonly undo: Undo;
  }): Promise<readonly PublishedPort[]> {
    const { wish } = claim;
    const isEphemeral = wish.hostPorts === undefined;
    const { first, last } = wish.hostPorts ?? (await ephemeralRange());
    const count = last - first + 1;
    const start = isEphemeral && this.#nextEphemeral > first ? (this.#nextEphemeral - first) % count : 0;
    let refused: Refused | undefined;
    for (let step = 0; step < count; step++) {
      const hostPort = first + ((start + step) % count);
      const tried = await this.#tryPort(hostPort, claim);
      if (!('port' in tried)) {
        if (isEphemeral) this.#nextEphemeral = hostPort + 1;
        return tried.published;
      }
      refused = tried;
      if (tried.code !== 'EADDRINUSE') break;
    }
    if (refused === undefined || (isEphemeral && refused.code === 'EADDRINUSE')) {
      throw fault('system', 'all ports are allocated');
    }
    if (refused.owner !== undefined) {
      throw allocatedFault(refused.port, this.#nameOf(refused.owner) ?? refused.owner.slice(0, 12));
    }
    throw await bindFault(refused.port, refused.code, refused.cause);
  }

  /** One number at all addresses that are wished, or not at all. */
  async #tryPort(
    hostPort: number,
    {
      container,
      wish,
      target,
      published,
      undo,
    }: {
      readonly container: string;
      readonly wish: PortWish;
      readonly target: PortTarget;
      readonly published: readonly PublishedPort[];
      readonly undo: Undo;
    },
  ): Promise<{ readonly published: readonly PublishedPort[] } | Refused> {
    const ports = placesOf(hostPort, container, wish, target);
    for (const port of ports) {
      const conflict = this.#claims.conflict(port, published);
      if (conflict !== undefined) return { port, code: 'EADDRINUSE', owner: conflict.container };
    }
    const held: PublishedPort[] = [];
    for (const port of ports) {
      const wished = holdable(port);
      try {
        if (wished !== undefined) await this.#keeper.hold(wished);
        held.push(port);
      } catch (cause) {
        const code = codeOf(cause);
        // A host without IPv6 has everything that it can have.
        if (port.hostIp === '::' && wish.hostIp === '' && code !== 'EADDRINUSE' && held.length > 0) continue;
        await this.#keeper.drop(held.flatMap((got) => holdable(got)?.key ?? []));
        return { port, code, cause };
      }
    }
    undo.add(`host port ${hostPort}`, () =>
      this.#keeper.drop(held.flatMap((port) => holdable(port)?.key ?? [])),
    );
    return { published: held };
  }
}

interface Refused {
  readonly port: PublishedPort;
  readonly code: string;
  /** The container that has it. */
  readonly owner?: string;
  readonly cause?: unknown;
}

/** Where a wish is published: at one address, or at any of both families. */
function placesOf(
  hostPort: number,
  container: string,
  wish: PortWish,
  { network, bridge, v4, v6, defaultAddress = '' }: PortTarget,
): PublishedPort[] {
  const asked = wish.hostIp === '' ? defaultAddress : wish.hostIp;
  const hostIps = asked === '' ? ['0.0.0.0', '::'] : [asked];
  return hostIps.flatMap((hostIp) => {
    const address = hostIp.includes(':') ? (v6 ?? v4) : (v4 ?? v6);
    if (address === undefined) return [];
    const { protocol, port } = wish;
    return [{ container, network, protocol, hostIp, hostPort, address, port, bridge }];
  });
}

/** The holder's part of a published port. Node has no SCTP sockets, and so nobody holds a port of these. */
function holdable({ protocol, hostIp, hostPort, address, port }: PublishedPort): ListenWish | undefined {
  if (protocol === 'sctp') return undefined;
  return { key: `${protocol} ${hostIp} ${hostPort}`, protocol, hostIp, hostPort, address, port };
}

function codeOf(error: unknown): string {
  return error instanceof HoldError ? error.code : (errnoOf(error) ?? 'EUNKNOWN');
}
