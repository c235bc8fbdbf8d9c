import { randomBytes } from 'node:crypto';
import { parseAddress } from './cidr.ts';

/**
 * The hardware address of an endpoint that asks for none: of its IPv4 address, so that what others remember stays right when
 * the address is given out again; random without one.
 */
export function macOf(v4: string | undefined): string {
  const address = v4 === undefined ? undefined : parseAddress(v4);
  const low =
    address === undefined ? randomBytes(4).toString('hex') : address.value.toString(16).padStart(8, '0');
  return `02:42:${low.match(/../g)?.join(':')}`;
}

/** Reads a hardware address of six bytes, with `:`, `-` or `.` between; undefined for anything else. */
export function parseMac(text: string): string | undefined {
  const digits = text.toLowerCase();
  const fits =
    /^([0-9a-f]{2}([:-])[0-9a-f]{2}(\2[0-9a-f]{2}){4})$/.test(digits) ||
    /^[0-9a-f]{4}(\.[0-9a-f]{4}){2}$/.test(digits);
  return fits
    ? digits
        .replace(/[^0-9a-f]/g, '')
        .match(/../g)
        ?.join(':')
    : undefined;
}
