import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Deps } from '../deps.ts';
import type { ContainerRecord } from '../record.ts';
import { ContainerStore } from '../store.ts';
import { passName } from './pass-name.ts';

it('leaves no name taken for a container that was removed before it could get it', async () => {
  const root = await mkdtemp(join(tmpdir(), 'gantry-test-'));
  try {
    const store = new ContainerStore(root);
    const [from, to] = ['a'.repeat(64), 'b'.repeat(64)];
    await mkdir(join(root, from));
    await store.add({ schema: 1, id: from, name: 'web' } as unknown as ContainerRecord);
    const networks = { rename: () => Promise.reject(new Error('the network is not there')) };
    const deps = { store, networks } as unknown as Deps;
    await expect(passName(deps, { from, aside: 'web.before', to, name: 'web' })).rejects.toThrow('not there');
    expect(store.get(from).record.name).toBe('web.before');
    expect(store.nameIsTaken('web')).toBe(false);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
});
