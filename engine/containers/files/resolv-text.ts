import type { HostConfig } from '../../api/types/container.ts';
import {
  FALLBACK_SERVERS,
  FALLBACK_SERVERS_V6,
  formatResolvConf,
  isLoopback,
  parseResolvConf,
  type ResolvConf,
} from '../../networks/names/resolv-conf.ts';
import type { EtcNetwork } from './etc-network.ts';

type Wishes = Pick<HostConfig, 'Dns' | 'DnsSearch' | 'DnsOptions'>;

/** The text of /etc/resolv.conf: the host's, with what was asked for in its place, fit for the container's network. */
export function resolvText(textOfHost: string, host: Wishes, network: EtcNetwork): string {
  const [Dns, DnsSearch, DnsOptions] = [host.Dns ?? [], host.DnsSearch ?? [], host.DnsOptions ?? []];
  if (network.kind === 'host' && Dns.length + DnsSearch.length + DnsOptions.length === 0) return textOfHost;
  const base = parseResolvConf(textOfHost);
  const wanted: ResolvConf = {
    nameservers: Dns.length > 0 ? Dns : base.nameservers,
    search: DnsSearch.length > 0 ? DnsSearch.filter((domain) => domain !== '.') : base.search,
    options: DnsOptions.length > 0 ? DnsOptions : base.options,
    other: base.other,
  };
  if (network.kind === 'named') return formatResolvConf(forNameServer(wanted, Dns, network));
  const chosen = Dns.length > 0 || network.kind !== 'plain';
  return formatResolvConf(chosen ? wanted : { ...wanted, nameservers: reachable(wanted, network) });
}

/**
 * Our server alone; a server that was asked for on the loopback is the container's own, which only it can ask, so it
 * comes second. `ndots:0` lets a name of one label be looked up as it is, before search domains.
 */
function forNameServer(wanted: ResolvConf, dns: readonly string[], { resolver }: EtcNetwork): ResolvConf {
  const options = wanted.options.filter((option) => !/^ndots(:(?!\d+$)|$)/.test(option));
  const hasNdots = options.some((option) => option.startsWith('ndots:'));
  return {
    ...wanted,
    nameservers: [resolver, ...dns.filter((server) => isLoopback(server) && server !== resolver)],
    options: hasNdots ? options : [...options, 'ndots:0'],
  };
}

/** Servers of the host that mean the same in the container, else Docker's fallback. */
function reachable({ nameservers }: ResolvConf, { addresses }: EtcNetwork): readonly string[] {
  const hasV6 = addresses.some((address) => address.includes(':'));
  const kept = nameservers.filter((server) => !isLoopback(server) && (hasV6 || !server.includes(':')));
  if (kept.length > 0) return kept;
  return hasV6 ? [...FALLBACK_SERVERS, ...FALLBACK_SERVERS_V6] : FALLBACK_SERVERS;
}
