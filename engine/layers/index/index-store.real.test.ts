import { readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Digest } from '../../base/digest.ts';
import { type LayerLab, makeLayerLab } from '../../testing/layer-lab.ts';
import type { TarMember } from '../../testing/tar-of.ts';
import { readIndex } from './index-file.ts';
import { indexFolder } from './index-store.ts';

const BASE: readonly TarMember[] = [
  { path: './' },
  { path: 'bin/sh', content: 'sh', mode: 0o4755 },
  { path: 'bin/zsh', type: 'hard-link', linkPath: 'bin/sh' },
  { path: 'data/a', content: 'a' },
  { path: 'data/b', content: 'b', uid: 7, gid: 8, mtime: '1700000000.25' },
  { path: 'dev/null', type: 'character-device', device: { major: 1, minor: 3 } },
  { path: 'etc/mtab', type: 'symlink', linkPath: '/proc/mounts' },
  { path: 'noted', records: new Map([['SCHILY.xattr.user.note', 'hello']]) },
  { path: `${'long-'.repeat(40)}\xff`, content: 'bytes' },
];

describe('the indexes of unpacked layers', () => {
  let lab: LayerLab;
  let lower: Digest;
  let upper: Digest;
  beforeEach(async () => {
    lab = await makeLayerLab();
    lower = await lab.apply(BASE);
    upper = await lab.apply(
      [{ path: 'data/.wh.a' }, { path: 'bin/.wh..wh..opq' }, { path: 'bin/sh2' }],
      lower,
    );
  });
  afterEach(() => lab.remove());

  const fileOf = async (chain: Digest) => join((await lab.store.placeOf({ chain })).folder, 'index');

  it('are the same when they are made from the files as when they were made from the tar', async () => {
    for (const chain of [lower, upper]) {
      const made = await readFile(await fileOf(chain));
      const { file } = await indexFolder(
        join((await lab.store.placeOf({ chain })).folder, 'diff'),
        'trusted',
      );
      expect(await readIndex(file)).toEqual(await readIndex(made));
    }
  });

  it.each<[string, (file: string) => Promise<void>]>([
    ['missing', (file) => rm(file)],
    ['cut off', (file) => truncate(file, 100)],
    ['empty', (file) => truncate(file)],
    ['of another kind', (file) => writeFile(file, 'hello'.repeat(100))],
  ])('are made again when the file is %s', async (_, damage) => {
    const before = await readFile(await fileOf(lower));
    await damage(await fileOf(lower));
    const store = await lab.reopen();
    expect((await store.indexOf(lower)).rows).toBe(13);
    expect((await readFile(await fileOf(lower))).equals(before)).toBe(true);
  });

  it('are read once for all who use them at a time', async () => {
    const [first, second] = await Promise.all([lab.store.indexOf(lower), lab.store.indexOf(lower)]);
    expect(first).toBe(second);
  });

  it('go with the layer', async () => {
    await lab.store.removeChain(upper);
    await expect(lab.store.indexOf(upper)).rejects.toMatchObject({ kind: 'not-found' });
  });
});
