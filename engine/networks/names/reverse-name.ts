import { isIPv4 } from 'node:net';
import { canonicalAddress } from './canonical-address.ts';

/** The address that a reverse look-up asks for (`2.0.0.10.in-addr.arpa`, RFC 1035 3.5 and RFC 3596 2.5), if it is one. */
export function addressOfReverseName(name: string): string | undefined {
  const lower = name.toLowerCase();
  if (lower.endsWith('.in-addr.arpa')) {
    const address = lower.slice(0, -'.in-addr.arpa'.length).split('.').reverse().join('.');
    return isIPv4(address) ? address : undefined;
  }
  if (!lower.endsWith('.ip6.arpa')) return undefined;
  const digits = lower.slice(0, -'.ip6.arpa'.length).split('.').reverse();
  if (digits.length !== 32 || !digits.every((digit) => /^[0-9a-f]$/.test(digit))) return undefined;
  return canonicalAddress(digits.join('').replace(/.{4}(?=.)/g, '$&:'));
}
