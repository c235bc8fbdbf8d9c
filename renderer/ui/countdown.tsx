import { useSyncExternalStore } from 'react';
import { onTick } from './shared-clock.ts';

export function Countdown({ until }: { readonly until: number }) {
  const seconds = useSyncExternalStore(onTick, () => Math.max(0, Math.ceil((until - Date.now()) / 1000)));
  return <span>{seconds === 0 ? 'now' : `in ${seconds} s`}</span>;
}
