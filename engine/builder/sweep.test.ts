import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { silentLogger } from '../base/logger.ts';
import type { BuilderDeps } from './builder-deps.ts';
import { sweep } from './sweep.ts';

it('half-made folders of caches go at the start, whole ones stay', async () => {
  const root = await mkdtemp(join(tmpdir(), 'gantry-test-'));
  try {
    for (const path of ['mounts', 'contexts/old', 'caches/.half/x', 'caches/whole'])
      await mkdir(join(root, path), { recursive: true });
    const deps = {
      containers: { list: async () => [] },
      logger: silentLogger,
      mounts: join(root, 'mounts'),
      contexts: join(root, 'contexts'),
    } as unknown as BuilderDeps;
    await sweep(deps, { root: join(root, 'caches') });
    expect(await readdir(join(root, 'contexts'))).toEqual([]);
    expect(await readdir(join(root, 'caches'))).toEqual(['whole']);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
});
