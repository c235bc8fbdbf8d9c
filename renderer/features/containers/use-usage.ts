import { useEffect, useState, useSyncExternalStore } from 'react';
import type { UsageLine } from '../../../engine/api/types/recorder.ts';
import { JsonLines } from '../../bridge/json-lines.ts';
import { keepOpen } from '../../bridge/keep-open.ts';

export type UsageById = ReadonlyMap<string, UsageLine['containers'][number]>;

const NONE: UsageById = new Map();

/** What every running container uses now, from one stream for all, open while `shown` and the window can be seen. */
export function useUsage(shown: boolean): UsageById {
  const [usage, setUsage] = useState(NONE);
  const visible = useSyncExternalStore(onVisibility, () => !document.hidden);
  useEffect(() => {
    if (!visible || !shown) return;
    const over = new AbortController();
    let lines = new JsonLines<UsageLine>();
    void keepOpen(
      { path: '/engine/gantry/stats' },
      {
        onOpen: () => {
          lines = new JsonLines();
        },
        onChunk: (chunk) => {
          const newest = lines.push(chunk).at(-1);
          if (newest !== undefined) setUsage(new Map(newest.containers.map((one) => [one.id, one])));
        },
        onBroken: () => setUsage(NONE),
      },
      over.signal,
    );
    return () => {
      over.abort();
      setUsage(NONE);
    };
  }, [shown, visible]);
  return usage;
}

function onVisibility(listener: () => void): () => void {
  document.addEventListener('visibilitychange', listener);
  return () => document.removeEventListener('visibilitychange', listener);
}
