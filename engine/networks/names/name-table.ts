import { canonicalAddress } from './canonical-address.ts';
import type { Asker, AskerNetwork, NameMember } from './member.ts';

/** The addresses behind a name. Both empty: the name is known and has none. */
export interface Found {
  readonly v4: readonly string[];
  readonly v6: readonly string[];
}

const HOST_NAMES = new Set(['host.docker.internal', 'gateway.docker.internal']);

/** Who has which name on which network. A value: a change makes a new table. */
export class NameTable {
  readonly #byName = new Map<string, NameMember[]>();
  readonly #byContainer = new Map<string, NameMember>();
  readonly #byAddress = new Map<string, NameMember>();
  readonly #askers = new Map<string, Asker>();

  constructor(members: readonly NameMember[] = [], askers: readonly Asker[] = []) {
    for (const member of members) {
      this.#byContainer.set(key(member.network, member.container), member);
      for (const name of new Set(member.names.map((given) => given.toLowerCase()))) {
        const known = this.#byName.get(key(member.network, name));
        if (known === undefined) this.#byName.set(key(member.network, name), [member]);
        else known.push(member);
      }
      for (const address of [member.v4, member.v6]) {
        if (address !== undefined)
          this.#byAddress.set(key(member.network, canonicalAddress(address)), member);
      }
    }
    for (const asker of askers)
      for (const address of asker.addresses) this.#askers.set(canonicalAddress(address), asker);
  }

  /** Whose query it is, by the address that it came from. */
  asker(source: string): Asker | undefined {
    return this.#askers.get(canonicalAddress(source));
  }

  /** The addresses that a name stands for, as this asker sees it; undefined when it is not one of our names. */
  find(asker: Asker, name: string): Found | undefined {
    const wanted = name.toLowerCase();
    if (HOST_NAMES.has(wanted)) return addressesOf([asker.host]);
    for (const network of asker.networks) {
      const members = this.#on(network, wanted) ?? this.#withSuffix(network, wanted);
      if (members !== undefined) return addressesOf(members);
    }
    return undefined;
  }

  /** `name.network` of the neighbour that has this address. */
  nameOf(asker: Asker, address: string): string | undefined {
    for (const network of asker.networks) {
      const name = this.#byAddress.get(key(network.id, canonicalAddress(address)))?.names[0];
      if (name !== undefined) return `${name}.${network.name}`;
    }
    return undefined;
  }

  /** True when the address is that of a member of one of the asker's networks. */
  isNeighbour(asker: Asker, address: string): boolean {
    return asker.networks.some(({ id }) => this.#byAddress.has(key(id, canonicalAddress(address))));
  }

  #withSuffix(network: AskerNetwork, wanted: string): readonly NameMember[] | undefined {
    const suffix = `.${network.name.toLowerCase()}`;
    return wanted.endsWith(suffix) ? this.#on(network, wanted.slice(0, -suffix.length)) : undefined;
  }

  #on({ id, links }: AskerNetwork, name: string): readonly NameMember[] | undefined {
    for (const [alias, container] of links ?? []) {
      const linked = alias.toLowerCase() === name ? this.#byContainer.get(key(id, container)) : undefined;
      if (linked !== undefined) return [linked];
    }
    return this.#byName.get(key(id, name));
  }
}

function key(network: string, name: string): string {
  return `${network} ${name}`;
}

function addressesOf(holders: readonly { readonly v4?: string; readonly v6?: string }[]): Found {
  return {
    v4: holders.flatMap(({ v4 }) => v4 ?? []),
    v6: holders.flatMap(({ v6 }) => v6 ?? []),
  };
}
