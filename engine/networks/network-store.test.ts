import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { newId } from '../base/ids.ts';
import { silentLogger } from '../base/logger.ts';
import type { NetworkRecord } from './network-record.ts';
import { NetworkStore } from './network-store.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gantry-test-'));
});
afterEach(() => rm(folder, { recursive: true }));

it('a network that is removed while it is written does not come back', async () => {
  const store = await NetworkStore.open(folder, silentLogger);
  const networks = Array.from({ length: 20 }, () => ({ id: newId(), name: 'net' }) as NetworkRecord);
  await Promise.all(networks.flatMap((network) => [store.add(network), store.remove(network.id)]));
  expect(await readdir(folder)).toEqual([]);

  const [kept, ...more] = networks;
  await Promise.all(networks.map((network) => store.add(network)));
  const updates = networks.map((network) => store.update(network).catch(() => undefined));
  await Promise.all([...updates, ...more.map(({ id }) => store.remove(id))]);
  expect(await readdir(folder)).toEqual([`${kept?.id}.json`]);
});
