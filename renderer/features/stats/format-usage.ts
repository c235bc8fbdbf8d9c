import { formatBytes } from '../../ui/format-bytes.ts';

/** Processors as the docker command shows them: 100 % is one of them. */
export function formatCpu(cpu: number): string {
  const percent = cpu * 100;
  return `${percent < 9.95 ? percent.toFixed(1) : percent.toFixed(0)} %`;
}

export function formatRate(bytes: number): string {
  return `${formatBytes(bytes)}/s`;
}

export function formatCount(count: number): string {
  return count.toLocaleString(undefined, { maximumFractionDigits: 1 });
}
