import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EditStep } from '../../api/types/edit.ts';
import { newId } from '../../base/ids.ts';
import { silentLogger } from '../../base/logger.ts';
import type { Deps } from '../deps.ts';
import type { ContainerRecord } from '../record.ts';
import { ContainerStore } from '../store.ts';
import { changeOver } from './change-over.ts';
import { EditSteps } from './edit-steps.ts';
import { putBack } from './put-back.ts';

const [ID, COMING, OTHER] = [newId(), newId(), newId()];
let root: string;
let deps: Deps;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'gantry-test-'));
  const clock = { now: () => 0 };
  deps = { store: new ContainerStore(root), logger: silentLogger, clock } as unknown as Deps;
});
afterEach(() => rm(root, { recursive: true }));

async function add(part: object): Promise<ContainerRecord> {
  const record = Object.assign({ schema: 1, mounts: [] }, part) as unknown as ContainerRecord;
  await mkdir(join(root, record.id));
  await deps.store.add(record);
  return record;
}

describe('what an edit takes back', () => {
  it('is not as it was when somebody else has the name by then, and is told so', async () => {
    const setAside = { by: COMING, name: 'web', ran: false, phase: 'changing', at: '' } as const;
    await add({ id: ID, name: 'web.before', setAside });
    await add({ id: OTHER, name: 'web' });
    await expect(putBack(deps, ID, setAside, { volumes: true })).rejects.toThrow('"/web" is already in use');
    expect(deps.store.get(ID).record.setAside).toBeUndefined();
  });

  it('leaves what it shares with the one before, though that is removed while the other goes', async () => {
    const removedVolumes: string[] = [];
    deps = {
      ...deps,
      layers: { removeWritable: () => deps.store.remove(ID) },
      removedLogs: { keep: async () => undefined },
      volumes: { remove: async (name: string) => void removedVolumes.push(name) },
      events: { publish: () => undefined },
    } as unknown as Deps;
    const mounted = (...names: readonly string[]) => ({
      config: {},
      hostConfig: {},
      mounts: names.map((name) => ({ type: 'volume', anonymous: true, name, destination: `/${name}` })),
    });
    const setAside = { by: COMING, name: 'web', ran: false, phase: 'changing', at: '' } as const;
    await add({ id: ID, name: 'web', setAside, ...mounted('data') });
    await add({ id: COMING, name: 'web.new', ...mounted('data', 'own') });
    await expect(putBack(deps, ID, setAside, { volumes: true })).rejects.toThrow('No such container');
    expect(deps.store.peek(COMING)).toBeUndefined();
    expect(removedVolumes).toEqual(['own']);
  });

  it('is told when the one before was removed as the edit began', async () => {
    const before = await add({ id: ID, name: 'web' });
    const coming = await add({ id: COMING, name: 'web.coming' });
    await deps.store.remove(ID);
    const steps = new EditSteps();
    await changeOver(deps, before, coming, steps, new AbortController().signal);
    const told: EditStep[] = [];
    for await (const step of steps.read()) told.push(step);
    expect(told.at(-1)).toMatchObject({ step: 'failed', restored: false });
  });
});
