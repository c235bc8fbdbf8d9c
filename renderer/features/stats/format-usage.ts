import { formatBytes } from '../../ui/format-bytes.ts';

export function formatRate(bytes: number): string {
  return `${formatBytes(bytes)}/s`;
}

export function formatCount(count: number): string {
  return count.toLocaleString(undefined, { maximumFractionDigits: 1 });
}
