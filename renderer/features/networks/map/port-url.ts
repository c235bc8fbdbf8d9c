import type { MapPort } from '../../../../engine/api/types/network-look.ts';
import { portLinks } from '../../../bridge/port-links.ts';

/** Where a browser finds a published port. */
export function portUrl({ protocol, port, hostPort, hostAddresses = [] }: MapPort): string | undefined {
  if (hostPort === undefined) return undefined;
  const [IP = ''] = hostAddresses;
  return portLinks([{ IP, PrivatePort: port, PublicPort: hostPort, Type: protocol }])[0]?.url;
}
