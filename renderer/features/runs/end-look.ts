import type { EndKind } from '../../../engine/api/types/runs.ts';
import type { Tone } from '../../ui/status-dot.tsx';

/** How the end of a run is marked. */
export const END_LOOKS: Readonly<Record<EndKind, { readonly tone: Tone; readonly label: string }>> = {
  finished: { tone: 'ok', label: 'Finished' },
  stopped: { tone: 'idle', label: 'Stopped' },
  killed: { tone: 'warn', label: 'Killed' },
  failed: { tone: 'bad', label: 'Failed' },
  crashed: { tone: 'bad', label: 'Crashed' },
  'out-of-memory': { tone: 'bad', label: 'Out of memory' },
  'not-started': { tone: 'bad', label: 'Not started' },
  lost: { tone: 'warn', label: 'Unknown' },
};

/** `12 s`, `3 min 4 s`, `2 h 5 min`, `4 d 3 h`: two units at most. */
export function spanWords(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (ms < 1000) return `${Math.max(0, Math.round(ms))} ms`;
  const steps = [
    [86_400, 'd'],
    [3600, 'h'],
    [60, 'min'],
    [1, 's'],
  ] as const;
  const first = steps.findIndex(([size]) => seconds >= size);
  let rest = seconds;
  const words = steps.slice(first, first + 2).flatMap(([size, unit]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return count === 0 ? [] : [`${count} ${unit}`];
  });
  return words.join(' ');
}
