import { formatBytes } from '../../ui/format-bytes.ts';

/** Says a difference of bytes with its sign. */
export function signed(bytes: number): string {
  return bytes === 0 ? '0 B' : `${bytes > 0 ? '+' : '−'}${formatBytes(Math.abs(bytes))}`;
}
