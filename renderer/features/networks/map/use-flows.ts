import { createContext, useEffect, useState, useSyncExternalStore } from 'react';
import type { NetworkThroughput } from '../../../../engine/api/types/network-look.ts';
import { JsonLines } from '../../../bridge/json-lines.ts';
import { keepOpen } from '../../../bridge/keep-open.ts';
import { type Flows, flowsOf, NO_FLOWS } from './flows.ts';

/** For what is drawn inside the map, so that a new second draws lines again and nothing else. */
export const FlowsContext = createContext<Flows>(NO_FLOWS);

/** What flows now, once a second, for as long as the window can be seen. */
export function useFlows(): Flows {
  const [flows, setFlows] = useState<Flows>(NO_FLOWS);
  const visible = useSyncExternalStore(onVisibility, () => !document.hidden);
  useEffect(() => {
    if (!visible) return;
    const over = new AbortController();
    let lines = new JsonLines<NetworkThroughput>();
    void keepOpen(
      { path: '/engine/gantry/networks/throughput' },
      {
        onOpen: () => {
          lines = new JsonLines();
        },
        onChunk: (chunk) => {
          const newest = lines.push(chunk).at(-1);
          if (newest !== undefined) setFlows(flowsOf(newest));
        },
        onBroken: () => setFlows(NO_FLOWS),
      },
      over.signal,
    );
    return () => {
      over.abort();
      setFlows(NO_FLOWS);
    };
  }, [visible]);
  return flows;
}

function onVisibility(listener: () => void): () => void {
  document.addEventListener('visibilitychange', listener);
  return () => document.removeEventListener('visibilitychange', listener);
}
