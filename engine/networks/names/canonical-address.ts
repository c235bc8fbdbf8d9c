import { isIPv6 } from 'node:net';

/** One spelling for each address (RFC 5952), so that addresses compare as text. Anything else comes back as it is. */
export function canonicalAddress(address: string): string {
  const bare = address.replace(/%.*$/, '');
  if (!isIPv6(bare)) return address;
  return new URL(`http://[${bare}]`).hostname.slice(1, -1);
}
