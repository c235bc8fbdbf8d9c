import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ImageConfig } from '../../images/image-config.ts';
import { indexesOf } from '../../testing/layered-files.ts';
import type { TarMember } from '../../testing/tar-of.ts';
import { timelineOf } from '../timeline-of.ts';
import { viewAt } from '../view.ts';
import { compareConfiguration } from './configuration.ts';
import { compareFiles } from './files.ts';
import { apkPackages, dpkgPackages } from './package-lists.ts';
import { comparePackages } from './packages.ts';
import { asDebian, compareVersions } from './version-order.ts';

const viewOf = async (...layers: (readonly TarMember[])[]) =>
  viewAt(timelineOf(await indexesOf(layers)), Math.max(layers.length - 1, 0));

describe('the files of two images', () => {
  it('differ in content, attributes, or by being there', async () => {
    const from = await viewOf([
      { path: 'same', content: 'x', mtime: '1' },
      { path: 'mode', content: 'x' },
      { path: 'text', content: 'one' },
      { path: 'gone/a', content: '12' },
      { path: 'link', type: 'symlink', linkPath: 'a' },
    ]);
    const to = await viewOf(
      [
        { path: 'same', content: 'x', mtime: '2' },
        { path: 'mode', content: 'x', mode: 0o755 },
        { path: 'text', content: 'three' },
        { path: 'link', type: 'symlink', linkPath: 'b' },
      ],
      [{ path: 'new/b', content: '123456' }],
    );
    const { entries, ...counts } = compareFiles(from, to, 100);
    expect(counts).toEqual({
      added: { files: 1, bytes: 6 },
      removed: { files: 1, bytes: 2 },
      changed: { files: 3, bytes: 2 },
      total: 5,
    });
    const byPath = new Map(entries.map((entry) => [entry.path, entry]));
    expect(byPath.get('/text')).toMatchObject({
      change: 'changed',
      contentDiffers: true,
      from: { size: 3 },
      to: { size: 5 },
    });
    expect(byPath.get('/mode')).toMatchObject({ contentDiffers: false, to: { mode: 0o755 } });
    expect(byPath.get('/new/b')).toMatchObject({ change: 'added', from: null, to: { layer: 1 } });
    expect(entries[0]?.path).toBe('/new/b');
  });

  it('are told with everything in a folder that became a file', async () => {
    const { entries } = compareFiles(
      await viewOf([{ path: 'a/x' }, { path: 'a/y' }]),
      await viewOf([{ path: 'a' }]),
      10,
    );
    expect(entries.map(({ path, change }) => `${change} ${path}`).sort()).toEqual([
      'added /a',
      'removed /a/x',
      'removed /a/y',
    ]);
  });

  it('are those of a plain comparison, whatever they are', async () => {
    const name = fc.constantFrom('a', 'b', 'c', 'd/a', 'd/b', 'e/f/g');
    const files = fc.dictionary(name, fc.constantFrom('1', '22', '333'));
    await fc.assert(
      fc.asyncProperty(files, files, async (left, right) => {
        const view = (tree: Record<string, string>) =>
          viewOf(Object.entries(tree).map(([path, content]) => ({ path, content })));
        const { entries, added, removed } = compareFiles(await view(left), await view(right), 100);
        const paths = [...new Set([...Object.keys(left), ...Object.keys(right)])].filter(
          (path) => left[path] !== right[path],
        );
        expect(entries.map(({ path }) => path.slice(1)).sort()).toEqual(paths.sort());
        const gone = Object.keys(left).filter((path) => !Object.hasOwn(right, path));
        expect(removed.files).toBe(gone.length);
        expect(added.files).toBe(Object.keys(right).filter((path) => !Object.hasOwn(left, path)).length);
      }),
      { numRuns: 50 },
    );
  });
});

describe('the order of versions', () => {
  it.each([
    ['1.0', '1.1'],
    ['1.9', '1.10'],
    ['1.0~rc1', '1.0'],
    ['1.0', '1.0a'],
    ['1.0', '1.0+b1'],
    ['1.0-1', '1.0-2'],
    ['1.0-9', '1.0-10'],
    ['9', '1:1'],
    ['1.0a', '1.0+'],
    ['2.36-9+deb12u4', '2.36-9+deb12u10'],
    [asDebian('3.1_rc2-r0'), asDebian('3.1-r0')],
    [asDebian('3.1-r9'), asDebian('3.1-r10')],
    [asDebian('3.1-r0'), asDebian('3.1_p1-r0')],
  ])('%s comes before %s', (older, newer) => {
    expect(compareVersions(older, newer)).toBeLessThan(0);
    expect(compareVersions(newer, older)).toBeGreaterThan(0);
    expect(compareVersions(older, older)).toBe(0);
  });
});

describe('the packages of two images', () => {
  const DPKG = `Package: libc6
Status: install ok installed
Architecture: amd64
Version: 2.36-9
Description: GNU C Library
 several lines

Package: old
Status: deinstall ok config-files
Architecture: amd64
Version: 1

Package: base
Version: 3
Architecture: all
`;
  const APK = 'C:Q1x\nP:musl\nV:1.2.4-r2\nA:x86_64\nF:lib\n\nP:busybox\nV:1.36.1-r5\nA:x86_64\n';

  it('are read from what dpkg and apk keep', () => {
    expect(dpkgPackages(DPKG)).toEqual([
      { manager: 'dpkg', name: 'libc6', architecture: 'amd64', version: '2.36-9' },
      { manager: 'dpkg', name: 'base', architecture: 'all', version: '3' },
    ]);
    expect(apkPackages(APK).map(({ name, version }) => [name, version])).toEqual([
      ['musl', '1.2.4-r2'],
      ['busybox', '1.36.1-r5'],
    ]);
    expect([...dpkgPackages(''), ...apkPackages('\0\xff\n\n\n')]).toEqual([]);
  });

  it('are added, removed, upgraded or downgraded', () => {
    const later = apkPackages(APK.replace('1.2.4-r2', '1.2.10-r0').replace('P:busybox', 'P:toybox'));
    const told = (from: Parameters<typeof comparePackages>[0], to: Parameters<typeof comparePackages>[0]) =>
      comparePackages(from, to).map(({ name, change }) => `${change} ${name}`);
    expect(told(apkPackages(APK), later)).toEqual(['removed busybox', 'upgraded musl', 'added toybox']);
    expect(told(later, apkPackages(APK))).toEqual(['added busybox', 'downgraded musl', 'removed toybox']);
    expect(told(later, later)).toEqual([]);
  });
});

describe('the configuration of two images', () => {
  const image = (config: ImageConfig['config'], architecture = 'amd64'): ImageConfig => ({
    architecture,
    os: 'linux',
    config,
    history: [],
    rootfs: { type: 'layers', diff_ids: [] },
  });

  it('differs field by field, and key by key where there are keys', () => {
    const from = image({
      Env: ['A=1', 'B=2'],
      Cmd: ['sh'],
      User: '',
      Labels: { x: '1' },
      ExposedPorts: { '80/tcp': {} },
    });
    const to = image(
      { Env: ['A=1', 'B=3', 'C='], Cmd: ['sh', '-c'], Labels: null, Volumes: { '/data': {} } },
      'arm64',
    );
    expect(compareConfiguration(from, to)).toEqual([
      { field: 'Architecture', key: null, from: 'amd64', to: 'arm64' },
      { field: 'Cmd', key: null, from: '["sh"]', to: '["sh","-c"]' },
      { field: 'Env', key: 'B', from: '2', to: '3' },
      { field: 'Env', key: 'C', from: null, to: '' },
      { field: 'ExposedPorts', key: '80/tcp', from: '', to: null },
      { field: 'Labels', key: 'x', from: '1', to: null },
      { field: 'Volumes', key: '/data', from: null, to: '' },
    ]);
    expect(compareConfiguration(from, from)).toEqual([]);
  });
});
