import type { ByteRange } from '../backends/files.ts';

/** The one range of a `Range` header (RFC 9110, 14.1.2); undefined for none, for several, and for what is none of bytes. */
export function byteRange(header: string | undefined): ByteRange | undefined {
  const [, start = '', end = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '') ?? [];
  if (start === '')
    return end === '' || Number(end) === 0 ? undefined : { start: -Number(end), end: undefined };
  if (end !== '' && Number(end) < Number(start)) return undefined;
  return { start: Number(start), end: end === '' ? undefined : Number(end) };
}
