import { mkdir, rename, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MicroscopeBackend } from '../api/backends/microscope.ts';
import { oldDockerArchive, type TestImage } from '../testing/image-archives.ts';
import { type ImageLab, makeImageLab } from '../testing/image-lab.ts';
import { bytesOf, tarOf } from '../testing/tar-of.ts';
import { openMicroscope } from './microscope.ts';

const STATUS = (version: string) =>
  `Package: libc6\nStatus: install ok installed\nArchitecture: amd64\nVersion: ${version}\n`;
const ONE: TestImage = {
  layers: [
    tarOf([
      { path: 'etc/passwd', content: 'root:x:0\nbin:x:1\n' },
      { path: 'etc/link', type: 'symlink', linkPath: 'passwd' },
      { path: 'usr/big', content: '\0'.repeat(5000) },
      { path: 'usr/again', type: 'hard-link', linkPath: 'usr/big' },
      { path: 'usr/pipe', type: 'fifo' },
      { path: 'var/lib/dpkg/status', content: STATUS('2.36-9') },
      { path: 'var/cache/apt/x.deb', content: 'deb'.repeat(100) },
    ]),
    tarOf([
      { path: 'etc/passwd', content: 'root:x:0\nbin:x:1\nann:x:1000\n' },
      { path: 'var/cache/.wh.apt' },
    ]),
  ],
  tags: ['example.com/team/one:1'],
};
const TWO: TestImage = {
  layers: [
    ...ONE.layers,
    tarOf([{ path: 'var/lib/dpkg/status', content: STATUS('2.36-10') }, { path: 'etc/.wh.passwd' }]),
  ],
  tags: ['two:1'],
  config: { Cmd: ['two'], Env: ['A=1'] },
};
const REF = 'example.com/team/one:1';

describe('the microscope', () => {
  let lab: ImageLab;
  let microscope: MicroscopeBackend;
  beforeEach(async () => {
    lab = await makeImageLab();
    await lab.load(oldDockerArchive([ONE, TWO]));
    microscope = openMicroscope({ images: lab.images, layers: lab.layers });
  });
  afterEach(() => lab.remove());

  const tree = (image: string, path: string, layer?: number) =>
    microscope.tree(
      { image, ...(layer === undefined ? {} : { layer }) },
      { path, changed: false, sort: 'name', offset: 0, limit: 100 },
    );
  const diffFolder = async (ref: string) => {
    const { chain } = await lab.images.resolve(ref);
    const [folder = ''] = chain === undefined ? [] : await lab.layers.foldersOf(chain);
    return folder;
  };

  it('shows the image at each layer', async () => {
    expect((await tree(REF, '/var/cache', 0)).entries.map(({ path, change }) => [path, change])).toEqual([
      ['/var/cache/apt', 'added'],
    ]);
    const top = await tree(REF, '/');
    expect(top.folder).toMatchObject({ files: 6, size: 28 + 5000 + STATUS('2.36-9').length, changes: 3 });
    expect((await tree(REF, '/var/cache')).entries).toMatchObject([
      { name: 'apt', change: 'removed', layer: 0 },
    ]);
    await expect(tree(REF, '/etc/passwd')).rejects.toMatchObject({ kind: 'invalid' });
    await expect(tree(REF, '/', 2)).rejects.toMatchObject({ kind: 'invalid' });
    await expect(tree('nothing', '/')).rejects.toMatchObject({ kind: 'not-found' });
  });

  it('gives contents, at each layer, whole or the start', async () => {
    const below = await microscope.file({ image: REF, layer: 0 }, '/etc/passwd');
    expect(below.content).toEqual({ kind: 'text', text: 'root:x:0\nbin:x:1\n', truncated: false });
    expect(below.versions.map(({ layer, change }) => [layer, change])).toEqual([
      [0, 'added'],
      [1, 'changed'],
    ]);
    const { entry, content } = await microscope.content({ image: REF }, '/usr/again');
    expect([entry.size, (await bytesOf(content as AsyncIterable<Buffer>)).length]).toEqual([5000, 5000]);
    expect(entry).toMatchObject({ hardLink: true, target: 'usr/big' });
    expect((await microscope.file({ image: REF }, '/usr/big')).content).toMatchObject({ kind: 'binary' });
    expect((await microscope.file({ image: REF }, '/etc/link')).content).toEqual({ kind: 'none' });
    for (const path of ['/etc', '/etc/link', '/usr/pipe']) {
      await expect(microscope.content({ image: REF }, path)).rejects.toMatchObject({ kind: 'invalid' });
    }
    const gone = await microscope.file({ image: REF }, '/var/cache/apt/x.deb');
    expect(gone).toMatchObject({ entry: { change: 'removed' }, content: { kind: 'text' } });
  });

  it('tells how a text became another, between layers and between images', async () => {
    const diff = await microscope.diff({ image: REF }, '/etc/passwd', {});
    expect(diff).toMatchObject({
      from: { layer: 0 },
      to: { layer: 1 },
      result: { kind: 'text', added: 1, removed: 0 },
    });
    const first = await microscope.diff({ image: REF, layer: 0 }, '/etc/passwd', {});
    expect(first).toMatchObject({ from: null, result: { added: 2 } });
    const removed = await microscope.diff({ image: 'two:1' }, '/etc/passwd', { image: REF });
    expect(removed).toMatchObject({ from: { layer: 1 }, to: null, result: { removed: 3 } });
    expect((await microscope.diff({ image: 'two:1' }, '/usr/big', { image: REF })).result).toEqual({
      kind: 'same',
    });
    await expect(microscope.diff({ image: REF }, '/nowhere', {})).rejects.toMatchObject({
      kind: 'not-found',
    });
  });

  it('knows the layers, what made them, and what they waste', async () => {
    const { layers, history, size, visible, wasted } = await microscope.layers(REF);
    expect(layers.map(({ step, sharedWith, wasted: own }) => [step, sharedWith, own])).toEqual([
      [0, ['two:1'], 17 + 300],
      [1, ['two:1'], 0],
    ]);
    expect(layers[1]).toMatchObject({ changed: { files: 1, bytes: 28 }, removed: { files: 1, bytes: 300 } });
    expect(history.map(({ line }) => line)).toEqual(['step 0', 'step 1']);
    expect([size - visible, wasted]).toEqual([317, 317]);
    expect((await microscope.waste(REF, 10)).files.map(({ path, bytes }) => [path, bytes])).toEqual([
      ['/var/cache/apt/x.deb', 300],
      ['/etc/passwd', 17],
    ]);
    expect((await microscope.whyBig(REF)).causes.map(({ kind }) => kind)).toContain('deleted-later');
  });

  it('compares two images: files, packages, configuration', async () => {
    const { files, packages, configuration, sharedLayers } = await microscope.compare(REF, 'two:1', 10);
    expect(sharedLayers).toBe(2);
    expect(files.entries.map(({ path, change }) => [path, change])).toEqual([
      ['/etc/passwd', 'removed'],
      ['/var/lib/dpkg/status', 'changed'],
    ]);
    expect(packages).toMatchObject([{ name: 'libc6', from: '2.36-9', to: '2.36-10', change: 'upgraded' }]);
    expect(configuration.map(({ field, to }) => [field, to])).toEqual([
      ['Cmd', '["two"]'],
      ['Env', '1'],
    ]);
  });

  it('opens nothing outside of a layer, whatever somebody did to its folder', async () => {
    const folder = await diffFolder(REF);
    await writeFile(join(lab.folder, 'secret'), 'secret');
    await rename(join(folder, 'etc'), join(lab.folder, 'etc'));
    await symlink(join(lab.folder, 'etc'), join(folder, 'etc'));
    await expect(microscope.content({ image: REF }, '/etc/passwd')).rejects.toMatchObject({
      kind: 'invalid',
    });
    await rename(join(folder, 'etc'), join(folder, 'was-etc'));
    await mkdir(join(folder, 'etc'));
    await symlink(join(lab.folder, 'secret'), join(folder, 'etc/passwd'));
    await expect(microscope.content({ image: REF }, '/etc/passwd')).rejects.toMatchObject({
      kind: 'invalid',
    });
    await rename(join(folder, 'etc'), join(folder, 'no-etc'));
    await expect(microscope.content({ image: REF }, '/etc/passwd')).rejects.toMatchObject({
      kind: 'not-found',
    });
  });

  it('keeps an image from being deleted only while it looks', async () => {
    const looking = microscope.layers('two:1');
    await lab.images.remove('two:1', { force: false, noPrune: false }).catch(() => undefined);
    await looking;
    await lab.images.remove('two:1', { force: true, noPrune: false }).catch(() => undefined);
    await expect(microscope.layers('two:1')).rejects.toMatchObject({ kind: 'not-found' });
  });
});
