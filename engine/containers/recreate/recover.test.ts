import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../../base/ids.ts';
import { silentLogger } from '../../base/logger.ts';
import type { Deps } from '../deps.ts';
import type { VolumeMount } from '../mounts/mount-record.ts';
import type { ContainerRecord } from '../record.ts';
import { ContainerStore } from '../store.ts';
import { recoverNames } from './recover.ts';

const [BEFORE, COMING] = [newId(), newId()];
const DATA: VolumeMount = {
  type: 'volume',
  name: 'data',
  anonymous: true,
  destination: '/data',
  readOnly: false,
  mode: '',
  copy: true,
  readOnlySubmounts: 'try',
};
const OWN = { ...DATA, name: 'own', destination: '/own' };

let root: string;
let deps: Deps;
let removedVolumes: string[];
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'gantry-test-'));
  removedVolumes = [];
  deps = {
    store: new ContainerStore(root),
    logger: silentLogger,
    layers: { removeWritable: async () => undefined },
    removedLogs: { keep: async () => undefined },
    volumes: { remove: async (name: string) => void removedVolumes.push(name) },
    events: { publish: () => undefined },
  } as unknown as Deps;
});
afterEach(() => rm(root, { recursive: true }));

async function add(part: Partial<ContainerRecord>): Promise<void> {
  const record = { schema: 1, config: {}, hostConfig: {}, mounts: [DATA], ...part } as ContainerRecord;
  await mkdir(join(root, record.id));
  await deps.store.add(record);
}

describe('what a crash left of an edit that had not begun', () => {
  it('goes, and leaves alone the volumes that it took along when the one before was removed without them', async () => {
    await add({ id: COMING, name: 'web.new-1', replaces: { id: BEFORE, named: false } });
    await recoverNames(deps);
    expect(deps.store.peek(COMING)).toBeUndefined();
    expect(removedVolumes).toEqual([]);
  });

  it('goes with its volumes while the one before keeps those that it shares', async () => {
    await add({ id: BEFORE, name: 'web' });
    await add({
      id: COMING,
      name: 'web.new-1',
      mounts: [DATA, OWN],
      replaces: { id: BEFORE, named: false },
    });
    await recoverNames(deps);
    expect(deps.store.peek(COMING)).toBeUndefined();
    expect(deps.store.peek(BEFORE)).toBeDefined();
    expect(removedVolumes).toEqual(['own']);
  });
});
