import { execFile } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DiskBackend } from '../api/backends/disk.ts';
import { configOf, hexDigest, ociArchive, type TestImage } from '../testing/image-archives.ts';
import { type ImageLab, makeImageLab } from '../testing/image-lab.ts';
import { type TarMember, tarOf } from '../testing/tar-of.ts';
import { openReclaim } from './reclaim.ts';

const program = promisify(execFile);

const files = (name: string, count: number, size: number): TarMember[] =>
  Array.from({ length: count }, (_, at) => ({
    path: `${name}/${at}`,
    content: `${name}${at}`.padEnd(size, '.'),
  }));
const BASE = tarOf([
  ...files('base', 40, 9000),
  { path: 'base/again', type: 'hard-link', linkPath: 'base/0' },
  { path: 'link', type: 'symlink', linkPath: 'x'.repeat(200) },
]);
const ONE: TestImage = { layers: [BASE, tarOf(files('one', 30, 5000))], tags: ['one:1', 'one:2'] };
const TWO: TestImage = { layers: [BASE, tarOf(files('two', 20, 70_000))], tags: ['two:1'] };
const idOf = (image: TestImage) => `sha256:${hexDigest(configOf(image))}`;
const choose = (...images: readonly TestImage[]) => ({
  choose: images.map((one) => ({ kind: 'image' as const, id: idOf(one) })),
});

/** Bytes below a folder as du(1) counts them. */
async function du(folder: string): Promise<number> {
  const { stdout } = await program('du', ['-s', '--block-size=1', folder]);
  return Number(stdout.split('\t')[0]);
}

describe('reclaiming disk space', () => {
  let lab: ImageLab;
  let disk: DiskBackend;
  let volumes: { name: string; created: string; newest: string | null; users: readonly string[] }[];
  let removedLogs: { id: string; name: string; created: string; removed: string }[];
  let containers: { id: string; name: string; image: string; isLive: boolean }[];

  beforeEach(async () => {
    lab = await makeImageLab();
    containers = [];
    removedLogs = [];
    volumes = [];
    await lab.load(ociArchive([ONE, TWO]));
    await lab.layers.close();
    open();
  });
  afterEach(() => lab.remove());

  function open(): void {
    const folderOf = (id: string) => join(lab.folder, 'containers', id);
    disk = openReclaim({
      root: lab.folder,
      imagesRoot: lab.root,
      layersRoot: join(lab.folder, 'layers'),
      containersRoot: join(lab.folder, 'containers'),
      removedLogsRoot: join(lab.folder, 'removed-logs'),
      volumesRoot: join(lab.folder, 'volumes'),
      images: lab.images,
      layers: lab.layers,
      volumes: async () => volumes.map((one) => ({ ...one, folder: join(lab.folder, 'volumes', one.name) })),
      removeVolume: async (name) => {
        await rm(join(lab.folder, 'volumes', name), { recursive: true });
        volumes = volumes.filter((one) => one.name !== name);
      },
      removedLogs: () => removedLogs,
      removeLog: async (id) => {
        await rm(join(lab.folder, 'removed-logs', id), { recursive: true });
        removedLogs = removedLogs.filter((one) => one.id !== id);
      },
      containers: () => containers.map((one) => ({ ...one, created: null, folder: folderOf(one.id) })),
      removeContainer: async (id) => {
        await lab.layers.removeWritable(id);
        await rm(folderOf(id), { recursive: true });
        containers = containers.filter((one) => one.id !== id);
        lab.users = [];
      },
    });
  }

  async function makeContainer(image: TestImage, isLive = false): Promise<string> {
    const id = hexDigest(Buffer.from(String(containers.length)));
    const { chain } = await lab.images.resolve(idOf(image));
    await lab.layers.createWritable(id, chain);
    await writeFile(
      join((await lab.layers.placeOf({ writable: id })).folder, 'diff/file'),
      'x'.repeat(30_000),
    );
    await lab.layers.mountOf(id, '/mnt'); // makes the init layer
    await mkdir(join(lab.folder, 'containers', id), { recursive: true });
    await writeFile(join(lab.folder, 'containers', id, 'container.log'), 'x'.repeat(9000));
    containers.push({ id, name: `box${containers.length}`, image: idOf(image), isLive });
    lab.users = containers.map((one) => ({ image: one.image, id: one.id, running: one.isLive }));
    return id;
  }

  async function makeVolume(name: string, users: readonly string[]): Promise<void> {
    await mkdir(join(lab.folder, 'volumes', name, '_data'), { recursive: true });
    await writeFile(join(lab.folder, 'volumes', name, '_data', 'file'), 'x'.repeat(70_000));
    volumes.push({ name, created: '2026-01-01T00:00:00Z', newest: '2026-02-01T00:00:00.000Z', users });
  }

  async function keepLog(name: string): Promise<string> {
    const id = hexDigest(Buffer.from(name));
    await mkdir(join(lab.folder, 'removed-logs', id), { recursive: true });
    await writeFile(join(lab.folder, 'removed-logs', id, 'container.log'), 'x'.repeat(20_000));
    removedLogs.push({ id, name, created: '2026-01-01T00:00:00Z', removed: '2026-02-01T00:00:00.000Z' });
    return id;
  }

  it('knows every byte that du finds', async () => {
    await keepLog('gone');
    await makeVolume('used', [await makeContainer(ONE)]);
    await writeFile(join(lab.root, 'incoming/half'), 'x'.repeat(50_000));
    const report = await disk.report();
    expect(report.bytes).toBe(await du(lab.folder));
    expect(report.tree.children.find(({ id }) => id === 'under-way')?.bytes).toBeGreaterThanOrEqual(50_000);
    expect(report.fileSystem.size).toBeGreaterThan(report.fileSystem.free);
  });

  it('frees exactly the bytes that the plan named', async () => {
    const plan = await disk.plan(choose(ONE));
    const before = await du(lab.folder);
    const result = await disk.apply(plan);
    expect(result).toMatchObject({ kind: 'applied', applied: { freed: plan.bytes } });
    expect(before - (await du(lab.folder))).toBe(plan.bytes);
    expect(plan.bytes).toBeGreaterThan(2 * 30 * 5000);
    expect(
      (await lab.images.list({ all: true, sharedSize: false, filters: new Map() })).map(({ Id }) => Id),
    ).toEqual([idOf(TWO)]);
    expect(await disk.plan(choose(ONE))).toMatchObject({
      bytes: 0,
      refused: [{ why: 'there is no such image' }],
    });
  });

  it('frees a volume that nobody uses, and says which container keeps another', async () => {
    await makeVolume('data', []);
    await makeVolume('used', [await makeContainer(ONE)]);
    const choice = (await disk.report()).choices.find(({ id }) => id === 'data');
    expect(choice).toMatchObject({
      kind: 'volume',
      unused: true,
      newest: '2026-02-01T00:00:00.000Z',
      blocked: null,
    });
    const plan = await disk.plan({
      choose: ['data', 'used'].map((id) => ({ kind: 'volume' as const, id })),
    });
    expect(plan.refused).toMatchObject([{ label: 'used', why: 'the container "box0" uses it' }]);
    const before = await du(join(lab.folder, 'volumes'));
    expect(await disk.apply(plan)).toMatchObject({ applied: { freed: plan.bytes } });
    expect(before - (await du(join(lab.folder, 'volumes')))).toBe(plan.bytes);
  });

  it('frees the log of a removed container, and leaves the others', async () => {
    const [id] = [await keepLog('goes'), await keepLog('stays')];
    const plan = await disk.plan({ choose: [{ kind: 'removed-log', id }] });
    expect(plan.deletions).toMatchObject([{ kind: 'removed-log', label: 'goes' }]);
    expect(plan.bytes).toBeGreaterThanOrEqual(20_000);
    const before = await du(lab.folder);
    expect(await disk.apply(plan)).toMatchObject({ kind: 'applied', applied: { freed: plan.bytes } });
    expect(before - (await du(lab.folder))).toBe(plan.bytes);
    expect(removedLogs.map(({ name }) => name)).toEqual(['stays']);
  });

  it('frees shared layers with the last image, and a container with its image', async () => {
    const box = await makeContainer(TWO);
    const asked = { choose: [...choose(ONE, TWO).choose, { kind: 'container' as const, id: box }] };
    const plan = await disk.plan(asked);
    expect(plan.refused).toEqual([]);
    const before = await du(lab.folder);
    expect(await disk.apply(plan)).toMatchObject({ kind: 'applied', applied: { freed: plan.bytes } });
    expect(before - (await du(lab.folder))).toBe(plan.bytes);
    expect([await lab.layers.chains(), await lab.layers.writables()]).toEqual([[], []]);
  });

  it('deletes nothing when the world has changed, and says what', async () => {
    const plan = await disk.plan(choose(ONE));
    await makeContainer(ONE);
    const before = await du(lab.folder);
    const used = await disk.apply(plan);
    expect(used).toMatchObject({
      kind: 'changed',
      changed: plan.deletions.map(({ id }) => ({ id, what: 'gone' })),
    });
    containers = [];
    lab.users = [];
    await lab.layers.removeWritable(hexDigest(Buffer.from('0')));
    await lab.images.remove('two:1', { force: false, noPrune: false });
    const shared = await disk.apply(plan);
    expect(
      shared.kind === 'changed' &&
        shared.changed.some(({ kind, what }) => kind === 'layer' && what === 'new'),
    ).toBe(true);
    expect(before).toBeGreaterThan(await du(lab.folder));
    expect((await lab.images.inspect('one:1')).Id).toBe(idOf(ONE));
  });

  it('carries out no plan that it did not make', async () => {
    const plan = await disk.plan(choose(ONE));
    for (const forged of [
      { ...plan, id: '0'.repeat(64) },
      { ...plan, deletions: plan.deletions.slice(1) },
      {
        ...plan,
        deletions: [
          ...plan.deletions,
          { kind: 'image' as const, id: idOf(TWO), label: '', bytes: 0, because: [] },
        ],
      },
    ]) {
      const outcome = await disk.apply(forged).catch((error: unknown) => error);
      expect(outcome).not.toMatchObject({ kind: 'applied' });
    }
    expect(await lab.images.list({ all: true, sharedSize: false, filters: new Map() })).toHaveLength(2);
  });

  it('sees a blob that nothing needs, and takes it away when asked', async () => {
    const stray = Buffer.from('nobody needs this'.repeat(1000));
    await writeFile(join(lab.root, 'blobs/sha256', hexDigest(stray)), stray);
    const leftover = (await disk.report()).choices.find(({ kind }) => kind === 'leftover');
    expect(leftover).toMatchObject({ id: `sha256:${hexDigest(stray)}`, unique: 20_480 });
    const plan = await disk.plan({ choose: [{ kind: 'leftover', id: leftover?.id ?? '' }] });
    expect(await disk.apply(plan)).toMatchObject({ applied: { freed: 20_480 } });
  });

  it('leaves a layer that is needed again by the time its turn comes, and says so', async () => {
    const plan = await disk.plan(choose(ONE));
    const { images } = lab;
    const release = images.hold(await images.resolve('one:1'));
    const outcome = await disk.apply(plan);
    release();
    expect(outcome).toMatchObject({ kind: 'changed' });
    expect((await images.inspect('one:1')).Id).toBe(idOf(ONE));
  });
});
