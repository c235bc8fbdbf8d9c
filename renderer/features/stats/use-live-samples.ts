import { useEffect, useState, useSyncExternalStore } from 'react';
import type { ContainerStats } from '../../../engine/api/types/container.ts';
import { JsonLines } from '../../bridge/json-lines.ts';
import { keepOpen } from '../../bridge/keep-open.ts';
import { type LiveSample, liveSample } from './live-sample.ts';
import { LIVE_MS } from './spans.ts';

const NONE: readonly LiveSample[] = [];

/** A sample a second, the newest last, for as long as the container runs and the window can be seen. */
export function useLiveSamples(
  id: string,
  running: boolean,
  memoryLimit: number | null,
): readonly LiveSample[] {
  const [samples, setSamples] = useState(NONE);
  const visible = useSyncExternalStore(onVisibility, () => !document.hidden);
  useEffect(() => {
    if (!visible || !running) return;
    const over = new AbortController();
    let lines = new JsonLines<ContainerStats>();
    let before: ContainerStats | undefined;
    void keepOpen(
      { path: `/engine/containers/${encodeURIComponent(id)}/stats?stream=true` },
      {
        onOpen: () => {
          lines = new JsonLines();
          before = undefined;
        },
        onChunk: (chunk) => {
          const fresh = lines.push(chunk).flatMap((message) => {
            const sample = before === undefined ? undefined : liveSample(before, message, memoryLimit);
            before = message;
            return sample ?? [];
          });
          if (fresh.length > 0) setSamples((kept) => newest([...kept, ...fresh]));
        },
      },
      over.signal,
    );
    return () => {
      over.abort();
      setSamples(NONE);
    };
  }, [id, running, visible, memoryLimit]);
  return samples;
}

function newest(samples: readonly LiveSample[]): readonly LiveSample[] {
  const from = (samples.at(-1)?.time ?? 0) - LIVE_MS;
  return samples.filter(({ time }) => time > from);
}

function onVisibility(listener: () => void): () => void {
  document.addEventListener('visibilitychange', listener);
  return () => document.removeEventListener('visibilitychange', listener);
}
