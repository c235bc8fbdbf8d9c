import { expect, it } from 'vitest';
import type { Entry } from '../store.ts';
import { restartsAfter } from './restarts-after.ts';

const entry = (record: object) =>
  ({
    record: { id: 'new', hostConfig: { RestartPolicy: { Name: 'always' } }, ...record },
    stored: { restartCount: 0, stoppedByHand: false },
  }) as unknown as Entry;
const restarts = (one: Entry, before?: Entry) => restartsAfter({ peek: () => before }, one, { exitCode: 1 });

it('restarts what ended by its policy, unless an edit decides whether it runs', () => {
  const coming = entry({ replaces: { id: 'old', named: true } });
  const before = (phase: string) => entry({ id: 'old', setAside: { by: 'new', phase } });
  expect(restarts(entry({}))).toBe(true);
  expect(restarts(before('changing'))).toBe(false);
  expect(restarts(coming, before('changing'))).toBe(false);
  expect(restarts(coming, before('kept'))).toBe(true);
});
