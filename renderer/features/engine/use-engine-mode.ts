import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { hostStatusQuery } from '../../bridge/queries.ts';
import { type EngineMode, engineMode, PATIENCE_MS } from './engine-view.ts';

export function useHost() {
  return useQuery(hostStatusQuery).data;
}

export function useEngineMode(): EngineMode {
  const view = useHost();
  const running = view?.kind === 'known' && view.status.state === 'running';
  const [wasReady, setWasReady] = useState(false);
  const [downFor, setDownFor] = useState(0);
  useEffect(() => {
    if (running) {
      setWasReady(true);
      setDownFor(0);
      return;
    }
    const timer = setTimeout(() => setDownFor(PATIENCE_MS), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [running]);
  return engineMode(view, wasReady, downFor);
}
