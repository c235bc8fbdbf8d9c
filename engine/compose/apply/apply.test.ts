import { describe, expect, it } from 'vitest';
import type { EngineClient } from '../../client/client.ts';
import type { Plan } from '../plan/plan.ts';
import { applyPlan, assertApplied, wasCancelled } from './apply.ts';

const PLAN: Plan = {
  project: 'proj',
  purpose: 'up',
  actions: [
    {
      kind: 'wait',
      id: 'wait web',
      after: [],
      reasons: [],
      service: 'web',
      condition: 'service_healthy',
      forServices: ['web'],
      required: true,
    },
  ],
  stays: [],
  orphans: [],
  data: [],
  warnings: [],
  seen: [],
  asked: { networks: [], volumes: [], images: [] },
};

/** An engine whose only container has a check that says nothing yet. */
const client = {
  containers: {
    list: async ({ filters }: { readonly filters?: object }) =>
      filters === undefined ? [] : [{ Id: 'web', Labels: {} }],
    inspect: async () => ({ Name: '/web', State: { Status: 'running', Health: { Status: 'starting' } } }),
  },
  networks: { list: async () => [] },
  volumes: { list: async () => [] },
} as unknown as EngineClient;

describe('applyPlan', () => {
  it('tells what was given up in a wait as cancelled, and not as a failure', async () => {
    const over = new AbortController();
    const onEvent = ({ type }: { readonly type: string }) => {
      if (type === 'begun') setImmediate(() => over.abort());
    };
    const report = await applyPlan(client, PLAN, { signal: over.signal, onEvent });
    expect(wasCancelled(report)).toBe(true);
    expect(() => assertApplied(PLAN, report)).toThrow(
      expect.objectContaining({ kind: 'cancelled', message: 'it was cancelled. Nothing was changed.' }),
    );
  });
});
