import { isIPv6 } from 'node:net';

/** True for the addresses that stand for every address of their family. */
function isAnyAddress(address: string): boolean {
  return address === '0.0.0.0' || address === '::';
}

/** Whether two sockets with the same port and these addresses would be in each other's way. */
export function addressesMeet(a: string, b: string): boolean {
  if (isIPv6(a) !== isIPv6(b)) return false;
  return a === b || isAnyAddress(a) || isAnyAddress(b);
}

/** An address and a port as one text, as in a URL. */
export function withPort(address: string, port: number): string {
  return isIPv6(address) ? `[${address}]:${port}` : `${address}:${port}`;
}
