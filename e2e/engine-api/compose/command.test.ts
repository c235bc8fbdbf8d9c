import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { expect, test } from '../../fixtures/engine-test.ts';
import { type Ran, runProgram } from '../../fixtures/program.ts';

const PROGRAM = resolve(import.meta.dirname, '../../../.build/engine/compose.js');

const FILE = `
name: told
services:
  web:
    image: busybox
    command: sh -c 'echo web speaks; exec sleep 1000'
    stop_grace_period: 0s
    environment:
      LOG: info
`;

test('a project is planned, brought up, looked at and taken down by the command', async ({
  engine,
  folder,
}) => {
  const compose = (...words: readonly string[]): Promise<Ran> => composeWith('', ...words);
  const composeWith = (input: string | Uint8Array, ...words: readonly string[]): Promise<Ran> =>
    runProgram(process.execPath, [PROGRAM, ...words], {
      cwd: folder,
      input,
      env: { DOCKER_HOST: `unix://${engine.home.socket}` },
    });
  const file = join(folder, 'compose.yaml');
  await writeFile(file, FILE);
  expect((await compose('up', '-d')).code).toBe(0);
  expect((await compose('ps')).stdout).toMatch(/^NAME .*\ntold-web-1 +web +busybox +Up /);
  await expect.poll(async () => (await compose('logs')).stdout).toBe('told-web-1 | web speaks\n');
  expect(await compose('exec', 'web', 'sh', '-c', 'echo $LOG; exit 7')).toMatchObject({
    code: 7,
    stdout: 'info\n',
  });
  const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
  for (const words of [
    ['exec', '-T', 'web', 'cat'],
    ['run', '--rm', '-T', 'web', 'cat'],
  ]) {
    const { code, bytes: back } = await composeWith(bytes, ...words);
    expect([code, back.equals(bytes)]).toEqual([0, true]);
  }

  await writeFile(file, FILE.replace('LOG: info', 'LOG: debug'));
  expect((await compose('plan')).stdout).toBe(
    'container told-web-1: recreate\n    because `environment.LOG` changed from `info` to `debug`\n',
  );
  await writeFile(file, FILE.replace('image: busybox', 'imag: busybox'));
  expect(await compose('up', '-d')).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/compose\.yaml:5:5: services\.web\.imag: .*image/),
  });
  await writeFile(file, FILE);
  expect((await compose('down')).stderr).toContain('done     container told-web-1: stop and remove');
});
