import { useSyncExternalStore } from 'react';
import { exactTime, relativeTime } from './relative-time.ts';
import { onTick } from './shared-clock.ts';

/** Renders again only when its words change. */
export function Ago({ time, className }: { readonly time: number; readonly className?: string }) {
  const text = useSyncExternalStore(onTick, () => relativeTime(time, Date.now()));
  return (
    <time dateTime={new Date(time).toISOString()} title={exactTime(time)} className={className}>
      {text}
    </time>
  );
}
