import { isIPv6 } from 'node:net';
import type { PublishedPort } from './state.ts';

/** The maps of the table that say where a published port leads: of one address of the host, or of any, by family. */
export const MAPS = [
  { name: 'one4', type: 'inet_proto . ipv4_addr . inet_service : ipv4_addr . inet_service' },
  { name: 'any4', type: 'inet_proto . inet_service : ipv4_addr . inet_service' },
  { name: 'one6', type: 'inet_proto . ipv6_addr . inet_service : ipv6_addr . inet_service' },
  { name: 'any6', type: 'inet_proto . inet_service : ipv6_addr . inet_service' },
] as const;

/** An element of one of these maps, in the words of nft. */
export interface DnatElement {
  readonly map: (typeof MAPS)[number]['name'];
  readonly element: string;
}

/**
 * What the kernel can translate of the published ports. What crosses families or begins at ::1 it cannot; the holder
 * serves that. Of two that claim the same place the first counts.
 */
export function dnatElements(published: readonly PublishedPort[]): DnatElement[] {
  const elements = new Map<string, DnatElement>();
  for (const port of published) {
    const isV6 = isIPv6(port.hostIp);
    if (isV6 !== isIPv6(port.address) || port.hostIp === '::1') continue;
    const isAny = port.hostIp === '0.0.0.0' || port.hostIp === '::';
    const map = `${isAny ? 'any' : 'one'}${isV6 ? 6 : 4}` as const;
    const key = [port.protocol, ...(isAny ? [] : [port.hostIp]), port.hostPort].join(' . ');
    const place = `${map} ${key}`;
    if (elements.has(place)) continue;
    elements.set(place, { map, element: `${key} : ${port.address} . ${port.port}` });
  }
  return [...elements.values()];
}
