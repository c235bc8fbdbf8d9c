import { useEffect, useRef, useState } from 'react';
import type { ContainerCreateRequest } from '../../../../engine/api/types/container.ts';
import type { EditStep } from '../../../../engine/api/types/edit.ts';
import { JsonLines } from '../../../bridge/json-lines.ts';
import { openStream } from '../../../bridge/open-stream.ts';
import { withQuery } from '../../../bridge/request.ts';

interface Wish {
  readonly id: string;
  readonly name: string;
  readonly request: ContainerCreateRequest;
}

interface Listener {
  /** Nothing was changed. */
  readonly onRefused: (error: unknown) => void;
  readonly onDone: (step: Extract<EditStep, { step: 'done' }>) => void;
}

/** An edit as far as it has come. It goes on in the engine when nobody listens any more. */
export interface Recreation {
  /** Empty before the new container is made. */
  readonly steps: readonly EditStep[];
  /** The connection broke; the engine goes on. */
  readonly lost?: unknown;
}

/** Asks the engine to edit a container, and tells how far it has come. */
export function useRecreate(listener: Listener) {
  const [recreation, setRecreation] = useState<Recreation>();
  const abort = useRef<AbortController>(undefined);
  useEffect(() => () => abort.current?.abort(), []);

  const start = async ({ id, name, request }: Wish) => {
    abort.current = new AbortController();
    const { signal } = abort.current;
    const path = withQuery(`/engine/gantry/containers/${encodeURIComponent(id)}/recreate`, { name });
    let steps: readonly EditStep[] = [];
    setRecreation({ steps });
    try {
      const lines = new JsonLines<EditStep>();
      for await (const chunk of openStream({ method: 'POST', path, body: request, signal })) {
        steps = [...steps, ...lines.push(chunk)];
        setRecreation({ steps });
      }
      const last = steps.at(-1);
      if (last?.step === 'done') listener.onDone(last);
      else if (last?.step !== 'failed')
        setRecreation({ steps, lost: new Error('The connection to the engine broke.') });
    } catch (error) {
      if (signal.aborted) return;
      if (steps.length > 0) setRecreation({ steps, lost: error });
      else {
        setRecreation(undefined);
        listener.onRefused(error);
      }
    }
  };
  return { recreation, start: (wish: Wish) => void start(wish), forget: () => setRecreation(undefined) };
}
