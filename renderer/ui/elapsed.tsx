import { useSyncExternalStore } from 'react';
import { formatDuration } from './format-duration.ts';
import { onTick } from './shared-clock.ts';

interface ElapsedProps {
  /** Milliseconds since the epoch. */
  readonly since: number;
  /** How long it took in milliseconds, when it is over. */
  readonly took: number | undefined;
}

/** How long something took, or takes already: counted on while it is shown. */
export function Elapsed({ since, took }: ElapsedProps) {
  const text = useSyncExternalStore(onTick, () => formatDuration(took ?? wholeSeconds(Date.now() - since)));
  return <span className="tabular-nums">{text}</span>;
}

function wholeSeconds(milliseconds: number): number {
  return Math.max(0, Math.floor(milliseconds / 1000) * 1000);
}
