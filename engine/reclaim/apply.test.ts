import { expect, it } from 'vitest';
import type { DiskDeletion, DiskPlan } from '../api/types/disk.ts';
import { carryOut, type Removers } from './apply.ts';
import type { DiskState } from './disk-state.ts';

it('what could not go says why, though something of another kind has the same id', async () => {
  const id = 'f00d';
  const refuse = (why: string) => () => Promise.reject(new Error(why));
  const done = async () => undefined;
  const removers: Removers = {
    images: { removeExactly: done },
    layers: { removeWritable: done, freed: done },
    removeContainer: refuse('it runs'),
    removeLog: refuse('its folder is read-only'),
    removeVolume: refuse('it is in use'),
  };
  const kinds: readonly DiskDeletion['kind'][] = ['container', 'removed-log', 'volume', 'leftover'];
  const deletions = kinds.map((kind) => ({ kind, id, label: id, bytes: 1, because: [id] }));
  const plan: DiskPlan = { id: 'plan', choose: [], deletions, refused: [], bytes: 4 };
  const still = [{ id, name: id }];
  const after = {
    containers: still,
    removedLogs: still,
    volumes: still,
    strays: still,
    images: [],
    chains: new Map(),
    blobs: new Map(),
  };
  const results = await carryOut(plan, removers, async () => after as unknown as DiskState);
  expect(results.map(({ error }) => error)).toEqual([
    'it runs',
    'its folder is read-only',
    'it is in use',
    'something needs it again',
  ]);
});
