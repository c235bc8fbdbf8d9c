import { rm, writeFile } from 'node:fs/promises';
import { busyboxArchive } from '../../fixtures/busybox-image.ts';
import { Engine, newHome } from '../../fixtures/engine.ts';
import { expect, test } from '../../fixtures/engine-test.ts';
import { SmallDisk } from '../../fixtures/small-disk.ts';

const MEBIBYTE = 1024 * 1024;

async function engineOn(disk: SmallDisk): Promise<Engine> {
  const engine = new Engine({ ...(await newHome()), dataRoot: disk.path });
  await engine.start();
  await engine.loadImage({ tags: ['busybox:latest'] });
  return engine;
}

test('a load that fills the disk fails with the path, leaves nothing, and works once there is room', async () => {
  await using disk = await SmallDisk.of(64);
  await using engine = await engineOn(disk);
  const ballast = `${disk.path}/ballast`;
  await writeFile(ballast, Buffer.alloc(32 * MEBIBYTE));
  const before = await disk.usedBytes();
  const big = await busyboxArchive({
    tags: ['big:1'],
    files: [{ path: 'big', content: Buffer.alloc(24 * MEBIBYTE, 'x') }],
  });

  const failed = await engine.docker.with({ input: big })`load`;
  expect(failed.code).toBe(1);
  expect(failed.stderr).toMatch(/no space left/i);
  expect(failed.stderr).toContain(disk.path);
  expect(await engine.docker.text`images -q big`).toBe('');
  expect((await disk.usedBytes()) - before).toBeLessThan(MEBIBYTE / 4);
  expect(await engine.docker.text`run --rm busybox echo still works`).toBe('still works');

  await rm(ballast);
  await engine.docker.with({ input: big }).text`load`;
  expect(await engine.docker.text`run --rm big:1 wc -c /big`).toBe('25165824 /big');
});

test('create on a full disk fails with the path and leaves no name taken', async () => {
  await using disk = await SmallDisk.of(32);
  await using engine = await engineOn(disk);
  await disk.fill();
  const { code, stderr } = await engine.docker`create --name unlucky busybox true`;
  expect(code).toBe(1);
  expect(stderr).toMatch(/no space left/i);
  expect(stderr).toContain(disk.path);
  await rm(`${disk.path}/ballast`);
  expect(await engine.docker`run --name unlucky busybox true`).toMatchObject({ code: 0 });
});

test('a container that fills the disk can still be stopped and removed', async () => {
  await using disk = await SmallDisk.of(32);
  await using engine = await engineOn(disk);
  const { docker } = engine;
  await docker.text`run -d --name greedy busybox sh -c ${'cat /dev/zero > /all; sleep 600'}`;
  await expect
    .poll(async () => (await docker`exec greedy sh -c ${'echo x > /more'}`).stderr)
    .toMatch(/No space left/);
  await docker.text`stop -t 0 greedy`;
  expect(await docker.text`inspect -f ${'{{.State.Status}} {{.State.ExitCode}}'} greedy`).toBe('exited 137');
  await docker.text`rm greedy`;
  expect(await docker.text`run --rm busybox echo room again`).toBe('room again');
});
