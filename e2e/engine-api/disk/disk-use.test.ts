import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { bytesOnDisk } from '../../fixtures/disk-tree.ts';
import { expect, test } from '../../fixtures/registry-test.ts';

const MEBIBYTE = 1024 * 1024;
const BASE = 2 * MEBIBYTE;
const OWN = 3 * MEBIBYTE;

interface DiskUse {
  readonly LayersSize: number;
  readonly Images: readonly {
    readonly RepoTags: readonly string[];
    readonly Size: number;
    readonly SharedSize: number;
  }[];
}

test('system df counts shared layers once, and what it calls unique is what a removal frees', async ({
  ownEngine,
}) => {
  const { docker, http, home } = ownEngine;
  const base = [{ path: 'base', content: randomBytes(BASE) }];
  for (const tag of ['one', 'two'])
    await ownEngine.loadImage({
      tags: [`space:${tag}`],
      layers: [base, [{ path: 'own', content: randomBytes(OWN) }]],
    });
  const { Images, LayersSize } = (await http.get('/system/df')).json<DiskUse & Record<string, unknown>>();
  const [one, two] = ['one', 'two'].map((tag) =>
    Images.find(({ RepoTags }) => RepoTags.includes(`space:${tag}`)),
  );
  expect(one).toMatchObject({ Size: two?.Size, SharedSize: two?.SharedSize });
  expect((one?.Size ?? 0) - (one?.SharedSize ?? 0)).toBe(OWN);
  const layers = await bytesOnDisk(join(home.dataRoot, 'layers'));
  expect(LayersSize).toBeGreaterThan(0.9 * layers);
  expect(LayersSize).toBeLessThan(1.02 * layers);

  const whole = await bytesOnDisk(home.dataRoot);
  await docker.text`rmi space:two`;
  const freed = async () => whole - (await bytesOnDisk(home.dataRoot));
  await expect.poll(freed).toBeGreaterThanOrEqual(OWN);
  const after = (await http.get('/system/df')).json<DiskUse & Record<string, unknown>>();
  expect(LayersSize - after.LayersSize).toBe(OWN);
});

test('system df -v lists images, containers with their sizes, and totals', async ({ ownEngine }) => {
  const { docker } = ownEngine;
  await docker.text`run --name writer busybox sh -c ${'dd if=/dev/zero of=/big bs=1M count=5'}`;
  const verbose = await docker.text`system df -v`;
  expect(verbose).toMatch(/REPOSITORY\s+TAG\s+IMAGE ID\s+CREATED\s+SIZE\s+SHARED SIZE\s+UNIQUE SIZE/);
  expect(verbose).toMatch(/writer/);
  const rows = (await docker.text`system df --format ${'{{.Type}}|{{.TotalCount}}|{{.Active}}|{{.Size}}'}`)
    .split('\n')
    .map((line) => line.split('|'));
  const row = (type: string) => rows.find(([name]) => name === type);
  expect(row('Containers')?.slice(1)).toEqual(['1', '0', '5.243MB']);
  expect(row('Images')?.[1]).toBe('2');
});
