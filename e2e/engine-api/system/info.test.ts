import { cpus } from 'node:os';
import type { SystemInfo } from '../../../engine/api/types/system.ts';
import { expect, test } from '../../fixtures/engine-test.ts';

test('version tells client and server', async ({ docker }) => {
  const version = JSON.parse(await docker.text`version --format ${'{{json .Server}}'}`) as Record<
    string,
    string
  >;
  expect(version).toMatchObject({ Os: 'linux', Arch: process.arch === 'x64' ? 'amd64' : process.arch });
  expect(version['ApiVersion']).toMatch(/^1\.\d+$/);
});

test('info counts containers by state', async ({ ownEngine: { docker } }) => {
  await docker`run -d --name running busybox sleep 600`;
  await docker`run -d --name paused busybox sleep 600`;
  await docker`pause paused`;
  await docker`create busybox true`;
  const info = JSON.parse(await docker.text`info --format ${'{{json .}}'}`) as SystemInfo;
  expect(info).toMatchObject({
    Containers: 3,
    ContainersRunning: 1,
    ContainersPaused: 1,
    ContainersStopped: 1,
  });
  expect(info).toMatchObject({ OSType: 'linux', NCPU: cpus().length, Plugins: { Volume: ['local'] } });
});

test('info prints no error', async ({ docker }) => {
  const { code, stdout, stderr } = await docker`info`;
  expect(code).toBe(0);
  expect(stdout).not.toContain('ERROR');
  expect(stderr.split('\n').filter((line) => !line.startsWith('WARNING') && line !== '')).toEqual([]);
});

test('system df counts images and containers', async ({ docker }) => {
  await docker`create --name one busybox true`;
  const lines = (await docker.text`system df --format ${'{{.Type}} {{.TotalCount}}'}`).split('\n');
  expect(lines.find((line) => line.startsWith('Images'))).toMatch(/[1-9]/);
  expect(lines.find((line) => line.startsWith('Containers'))).toMatch(/[1-9]/);
});
