import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keyOf } from '../cache/inputs.ts';
import { readRunMount } from '../dockerfile/run-mount.ts';
import { FileTree } from '../files/file-tree.ts';
import { mountInputs } from './run-mounts.ts';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'gantry-test-'));
  for (const tree of ['context', 'stage']) await mkdir(join(root, tree, 'd'), { recursive: true });
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function keyFor(...mounts: readonly string[]): Promise<string> {
  const wanted = mounts.map((text) => readRunMount({ text: `target=/t,${text}`, offset: 0 }));
  return keyOf(await mountInputs(wanted, async (from = 'context') => new FileTree(join(root, from))));
}

describe('what the mounts of RUN bring in', () => {
  it('is told apart by the tree that it comes from', async () => {
    const both = ['source=d', 'source=d,from=stage'];
    await writeFile(join(root, 'context/d/f'), 'one');
    await writeFile(join(root, 'stage/d/f'), 'other');
    const before = await keyFor(...both);
    await writeFile(join(root, 'context/d/f'), 'changed');
    const after = await keyFor(...both);
    expect(after).not.toBe(before);
    await writeFile(join(root, 'stage/d/f'), 'changed');
    expect(await keyFor(...both)).not.toBe(after);
  });

  it('is also links and empty folders, and where a link leads that is mounted', async () => {
    await symlink('f', join(root, 'context/d/l'));
    const before = await keyFor('source=d');
    await rm(join(root, 'context/d/l'));
    const without = await keyFor('source=d');
    expect(without).not.toBe(before);
    await mkdir(join(root, 'context/d/empty'));
    expect(await keyFor('source=d')).not.toBe(without);

    await mkdir(join(root, 'context/e'));
    const link = async (one: string, other: string) => {
      await rm(join(root, 'context/one'), { force: true });
      await rm(join(root, 'context/other'), { force: true });
      await symlink(one, join(root, 'context/one'));
      await symlink(other, join(root, 'context/other'));
      return await keyFor('source=one', 'source=other');
    };
    expect(await link('d', 'e')).not.toBe(await link('e', 'd'));
  });
});
