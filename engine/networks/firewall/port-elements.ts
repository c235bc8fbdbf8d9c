import { isIPv6 } from 'node:net';
import type { PublishedPort } from './state.ts';

/** The maps of the table that say where a published port leads: of one address of the host, or of any, by family. */
export const MAPS = [
  { name: 'one4', type: 'inet_proto . ipv4_addr . inet_service : ipv4_addr . inet_service' },
  { name: 'any4', type: 'inet_proto . inet_service : ipv4_addr . inet_service' },
  { name: 'one6', type: 'inet_proto . ipv6_addr . inet_service : ipv6_addr . inet_service' },
  { name: 'any6', type: 'inet_proto . inet_service : ipv6_addr . inet_service' },
] as const;

/**
 * The sets of the table that say which ports of the host are a container's own. Where bridges call the firewall (br_netfilter), a
 * frame cannot go back out of the port that it came in by; so a container that asks for itself is served by the holder.
 */
export const OWN_SETS = [
  { name: 'own4', type: 'ipv4_addr . inet_proto . inet_service' },
  { name: 'own6', type: 'ipv6_addr . inet_proto . inet_service' },
] as const;

/** An element of one of these maps or sets, in the words of nft. */
export interface TableElement {
  readonly into: (typeof MAPS)[number]['name'] | (typeof OWN_SETS)[number]['name'];
  readonly element: string;
}

/**
 * What the kernel can translate of the published ports. What crosses families or begins at ::1 it cannot; the holder
 * serves that. Of two that claim the same place the first counts.
 */
export function portElements(published: readonly PublishedPort[]): TableElement[] {
  const elements = new Map<string, TableElement>();
  for (const port of published) {
    const isV6 = isIPv6(port.hostIp);
    if (isV6 !== isIPv6(port.address) || port.hostIp === '::1') continue;
    const isAny = port.hostIp === '0.0.0.0' || port.hostIp === '::';
    const map = `${isAny ? 'any' : 'one'}${isV6 ? 6 : 4}` as const;
    const key = [port.protocol, ...(isAny ? [] : [port.hostIp]), port.hostPort].join(' . ');
    const place = `${map} ${key}`;
    if (elements.has(place)) continue;
    elements.set(place, { into: map, element: `${key} : ${port.address} . ${port.port}` });
    const own = `${port.address} . ${port.protocol} . ${port.hostPort}`;
    elements.set(own, { into: isV6 ? 'own6' : 'own4', element: own });
  }
  return [...elements.values()];
}
