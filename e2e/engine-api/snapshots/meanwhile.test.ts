import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '../../fixtures/engine-test.ts';
import { runProgram } from '../../fixtures/program.ts';
import { TimeMachine } from '../../fixtures/time-machine.ts';

test('a container reads on while its volume is snapshot and rolled back, and misses no file', async ({
  ownEngine,
}) => {
  test.setTimeout(120_000);
  const { docker, http } = ownEngine;
  const machine = new TimeMachine(http);
  const read = 'cd /data/conf; while :; do cat app.conf || echo missing; done';
  await docker.text`run -d --name writer -v data:/data busybox sleep 600`;
  await docker.text`exec writer sh -c ${'mkdir /data/conf; echo one > /data/conf/app.conf; seq 9999 > /data/numbers'}`;
  // It stands in a folder of the volume, which stays the same folder.
  await docker.text`run -d --name reader -v data:/data:ro busybox sh -c ${read}`;
  const kept = await machine.take('data', 'good');
  const broken =
    'cd /data; echo two > conf/new; mv conf/new conf/app.conf; rm numbers; mkdir junk; echo x > junk/y';
  await docker.text`exec writer sh -c ${broken}`;
  await expect.poll(() => docker.text`logs -n 1 reader`).toBe('two');
  await machine.rollBack('data', kept);
  await expect.poll(() => docker.text`logs -n 1 reader`).toBe('one');
  expect(await docker.text`exec writer sh -c ${'cd /data; ls; wc -l < numbers'}`).toBe('conf\nnumbers\n9999');
  const { stdout, stderr } = await docker`logs reader`;
  expect(stderr).toBe('');
  expect(new Set(stdout.split('\n'))).toEqual(new Set(['one', 'two', '']));
  const [, before] = await machine.list('data');
  expect(before?.note).toBe('Before the roll back to “good”');
});

test('a container that swaps its folders for links while it is snapshot and rolled back reaches nothing outside', async ({
  ownEngine,
  folder,
}) => {
  test.setTimeout(120_000);
  const { docker, http, home } = ownEngine;
  const machine = new TimeMachine(http);
  await mkdir(join(folder, 'b'));
  await writeFile(join(folder, 'b/file'), 'outside');
  await docker.text`run -d --name evil -v data:/data busybox sleep 600`;
  await docker.text`exec evil sh -c ${'mkdir -p /data/a/b; echo good > /data/a/b/file; chmod 700 /data/a/b'}`;
  const kept = await machine.take('data');
  const swap = `cd /data; mkdir -p real; cp -a a real; rm -rf a; ln -s ${folder} link
    while :; do mv -T link a; mv -T a link; mv -T real/a a; echo bad > a/b/file; mv -T a real/a; done 2>&-`;
  const swapping = docker.start`exec evil sh -c ${swap}`;
  for (let round = 0; round < 5; round += 1) {
    await machine.take('data').catch(() => undefined);
    await machine.rollBack('data', kept);
    await sleep(20);
  }
  await docker.text`restart -t 0 evil`; // which ends what was exec'd in it
  await swapping.ended;
  await machine.rollBack('data', kept);
  expect(await docker.text`exec evil sh -c ${'cat /data/a/b/file; ls /data'}`).toBe('good\na');
  expect(await readdir(folder, { recursive: true })).toEqual(['b', 'b/file']);
  expect(await readFile(join(folder, 'b/file'), 'utf8')).toBe('outside');
  const { code, stdout } = await runProgram('grep', ['-r', 'outside', `${home.dataRoot}/volumes/data`]);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
});
