import { mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { hexOf } from '../base/digest.ts';
import { type LayerLab, makeLayerLab } from '../testing/layer-lab.ts';
import { layerStoreSuite } from '../testing/layer-store-suite.ts';

describe('the layer store on overlayfs', () => {
  layerStoreSuite();
});

describe('an overlay store', () => {
  let lab: LayerLab;
  afterEach(() => lab.remove());

  it('mounts 120 layers under a long data root', async () => {
    lab = await makeLayerLab({ long: 700 });
    let chain = await lab.apply([{ path: 'layer-0' }]);
    for (let index = 1; index < 120; index++) chain = await lab.apply([{ path: `layer-${index}` }], chain);
    await lab.store.createWritable('a'.repeat(64), chain);
    await lab.mounted('a'.repeat(64), async (root) => {
      const names = await readdir(root);
      expect(names.filter((name) => name.startsWith('layer-'))).toHaveLength(120);
    });
  });

  it('sweeps away what a crash left half-made', async () => {
    lab = await makeLayerLab();
    const chain = await lab.apply([{ path: 'kept' }]);
    await lab.store.close();
    await mkdir(join(lab.root, 'tmp/half/diff'), { recursive: true });
    await mkdir(join(lab.root, 'b'.repeat(64), 'diff'), { recursive: true });
    await mkdir(join(lab.root, 'w/half/diff'), { recursive: true });
    await symlink('../nowhere/diff', join(lab.root, 'l/bbbbbbbbbb'));
    const store = await lab.reopen();
    await store.close();
    expect(await store.chains()).toEqual([chain]);
    expect(await readdir(join(lab.root, 'tmp'))).toEqual([]);
    expect(await readdir(join(lab.root, 'w'))).toEqual([]);
    expect(await readdir(join(lab.root, 'l'))).toEqual([hexOf(chain).slice(0, 10)]);
    await expect(stat(join(lab.root, 'b'.repeat(64)))).rejects.toThrow('ENOENT');
  });

  it('does not trust layers that may not have reached the disk before the machine went down', async () => {
    lab = await makeLayerLab();
    const lower = await lab.apply([{ path: 'lower' }]);
    const upper = await lab.apply([{ path: 'upper' }], lower);
    await lab.store.close();
    const record = join(lab.root, hexOf(lower), 'layer.json');
    const written = JSON.parse(await readFile(record, 'utf8')) as object;
    expect(written).toMatchObject({ boot: null });
    expect(await (await lab.reopen()).chains()).toEqual(expect.arrayContaining([lower, upper]));
    await writeFile(record, JSON.stringify({ ...written, boot: 'another-boot' }));
    expect(await (await lab.reopen()).chains()).toEqual([]);
  });

  it('does not trust a record that belongs to another chain', async () => {
    lab = await makeLayerLab();
    const chain = await lab.apply([{ path: 'x' }]);
    await lab.store.close();
    const record = join(lab.root, hexOf(chain), 'layer.json');
    const written = JSON.parse(await readFile(record, 'utf8')) as object;
    await writeFile(record, JSON.stringify({ ...written, parent: chain }));
    expect(await (await lab.reopen()).chains()).toEqual([]);
  });
});
