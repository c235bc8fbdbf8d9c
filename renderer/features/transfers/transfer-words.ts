import { counted } from '../../ui/counted.ts';
import { formatBytes } from '../../ui/format-bytes.ts';
import { totalOf } from './transfer-total.ts';
import type { Transfer } from './transfers-store.ts';

/** The sum in words: what is known, what is not, how fast. */
export function totalWords({ progress: { layers, note }, rate, kind }: Transfer): string {
  if (layers.length === 0) return note === '' ? 'Asking the registry…' : note;
  const { moved, known, unknown, done } = totalOf(layers);
  const parts = [
    unknown === 0
      ? `${formatBytes(moved)} of ${formatBytes(known)}`
      : `${formatBytes(moved)} of ${known === 0 ? '' : `${formatBytes(known)} and `}${counted(unknown, 'layer')} of unknown size`,
    `${done} of ${counted(layers.length, 'layer')} ${kind === 'pull' ? 'ready' : 'there'}`,
  ];
  if (rate !== undefined && rate > 0 && (unknown > 0 || moved < known)) parts.push(`${formatBytes(rate)}/s`);
  return parts.join(' · ');
}
