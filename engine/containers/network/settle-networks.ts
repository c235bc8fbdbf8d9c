import type { ContainerConfig, HostConfig } from '../../api/types/container.ts';
import type { EndpointSettings } from '../../api/types/network.ts';
import { fault, isKind, messageOf } from '../../base/errors.ts';
import type { Deps } from '../deps.ts';
import { parseNetworkMode } from '../network-mode.ts';
import { resolveLinks } from './links.ts';

/** What a container asks of its networks, by the network's name. */
export type ContainerNetworks = Readonly<Record<string, EndpointSettings>>;

/**
 * The networks of a container that is made, checked. Throws `invalid`, also for a network that is not there: the docker CLI
 * takes a 404 of create for a missing image, and would try to pull it.
 */
export function settleNetworks(
  deps: Pick<Deps, 'networks' | 'store'>,
  asked: ContainerConfig,
  host: HostConfig,
  endpoints: Readonly<Record<string, EndpointSettings>>,
): ContainerNetworks {
  const mode = parseNetworkMode(host.NetworkMode);
  if (asked.NetworkDisabled === true) return {};
  if (mode.kind === 'container') {
    refuseOthers(Object.keys(endpoints));
    return {};
  }
  const own = mode.kind === 'network' ? mode.ref : mode.kind;
  const wanted = Object.entries(endpoints).map(
    ([key, settings]) => [key === 'default' ? own : key, settings] as const,
  );
  const all = wanted.length === 0 ? [[own, {}] as const] : wanted;
  const ownName = nameOf(deps, own);
  const networks: Record<string, EndpointSettings> = {};
  for (const [ref, settings] of all) {
    const name = nameOf(deps, ref);
    const mac = name === ownName && asked.MacAddress ? { MacAddress: asked.MacAddress } : {};
    networks[name] = clean({ ...mac, ...withoutEmpty(settings) });
  }
  if (mode.kind !== 'network') refuseOthers(Object.keys(networks).filter((name) => name !== own));
  for (const [name, settings] of Object.entries(networks)) {
    checked(() => deps.networks.check(name, settings));
    checked(() => resolveLinks(deps.store, settings.Links ?? []));
  }
  checked(() => resolveLinks(deps.store, host.Links ?? []));
  return networks;
}

/** What of an endpoint's settings a client asks for; the rest is what the engine would tell. */
export function clean(settings: EndpointSettings): EndpointSettings {
  const { IPAMConfig, Links, Aliases, MacAddress, DriverOpts, GwPriority } = settings;
  return {
    ...(IPAMConfig ? { IPAMConfig } : {}),
    ...(Links ? { Links } : {}),
    ...(Aliases ? { Aliases } : {}),
    ...(MacAddress ? { MacAddress } : {}),
    ...(DriverOpts ? { DriverOpts } : {}),
    ...(GwPriority ? { GwPriority } : {}),
  };
}

function withoutEmpty(settings: EndpointSettings): EndpointSettings {
  const { MacAddress, ...others } = settings;
  return MacAddress ? settings : others;
}

function refuseOthers(others: readonly string[]): void {
  if (others.length === 0) return;
  throw fault(
    'invalid',
    'container sharing network namespace with another container or host cannot be connected to any other network',
  );
}

function nameOf(deps: Pick<Deps, 'networks'>, ref: string): string {
  return checked(() => deps.networks.find(ref).name);
}

function checked<T>(look: () => T): T {
  try {
    return look();
  } catch (error) {
    if (isKind(error, 'not-found')) throw fault('invalid', messageOf(error), error);
    throw error;
  }
}
