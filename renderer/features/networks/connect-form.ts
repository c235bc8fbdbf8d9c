import type { EndpointSettings } from '../../../engine/api/types/network.ts';
import { isIpv6 } from './subnet.ts';

export interface ConnectForm {
  readonly chosen: string;
  readonly address: string;
  /** Separated by spaces or commas. */
  readonly aliases: string;
}

export function connectRequest({ address, aliases }: ConnectForm): {
  readonly EndpointConfig?: EndpointSettings;
} {
  const wanted = address.trim();
  const names = aliases.split(/[\s,]+/).filter(Boolean);
  if (wanted === '' && names.length === 0) return {};
  return {
    EndpointConfig: {
      ...(wanted !== '' && {
        IPAMConfig: isIpv6(wanted) ? { IPv6Address: wanted } : { IPv4Address: wanted },
      }),
      ...(names.length > 0 && { Aliases: names }),
    },
  };
}

/** Which field an engine's sentence is about. */
export function failedConnectField(text: string): keyof ConnectForm {
  if (/alias/i.test(text)) return 'aliases';
  return /address|subnet|\bip\b/i.test(text) ? 'address' : 'chosen';
}
