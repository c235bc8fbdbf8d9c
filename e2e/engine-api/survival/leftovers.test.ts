import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { containersWithCgroup } from '../../faults/kernel-facts.ts';
import { leftBelow } from '../../fixtures/engine.ts';
import { expect, test } from '../../fixtures/engine-test.ts';
import { runProgram } from '../../fixtures/program.ts';

const UNKNOWN = 'ab'.repeat(32);

test('what a crash left half-made is swept at the next start, and nothing that is in use', async ({
  ownEngine,
}) => {
  const { docker, home } = ownEngine;
  const used = await docker.text`run -d --name used busybox sleep 600`;
  const kept = await docker.text`create --name kept busybox cat /etc/hostname`;
  await ownEngine.crash();

  const record = join(home.dataRoot, 'containers', UNKNOWN);
  const layer = join(home.dataRoot, 'layers/w', UNKNOWN);
  const unpacking = join(home.dataRoot, 'layers/tmp/half');
  const incoming = join(home.dataRoot, 'images/incoming/half');
  const bundle = join(home.execRoot, 'containers', UNKNOWN);
  const rootfs = join(bundle, 'rootfs');
  for (const folder of [record, layer, unpacking, rootfs]) await mkdir(folder, { recursive: true });
  for (const file of [
    join(record, 'container.json.123.tmp'),
    incoming,
    join(home.execRoot, 'exits', UNKNOWN),
  ])
    await writeFile(file, '0');
  await runProgram('mount', ['-t', 'tmpfs', 'gantry-test', rootfs]);
  await ownEngine.start();

  expect(await docker.text`ps -a --no-trunc --format {{.ID}}`).toBe(`${kept}\n${used}`);
  expect((await leftBelow(home)).filter((thing) => thing.includes(UNKNOWN))).toEqual([]);
  const folders = ['containers', 'layers/w', 'layers/tmp', 'images/incoming'].map((name) =>
    join(home.dataRoot, name),
  );
  for (const folder of [...folders, join(home.execRoot, 'containers'), join(home.execRoot, 'exits')])
    expect(await readdir(folder), folder).not.toContainEqual(expect.stringMatching(/^(abab|half)/));
  expect(await docker.text`exec used echo in use`).toBe('in use');
  expect(await docker.text`start -a kept`).toBe(kept.slice(0, 12));
});

test('a shim that goes on with what a crash interrupted is ended, and what it made is gone', async ({
  ownEngine,
}) => {
  const { docker, home } = ownEngine;
  await docker.text`create --name late busybox sleep 600`;
  const used = await docker.text`run -d --name used busybox sleep 600`;
  // The state that is on disk for as long as the start is not finished.
  const id = await docker.text`inspect -f {{.Id}} late`;
  const state = join(home.dataRoot, 'containers', id, 'state.json');
  const before = await readFile(state);
  await docker.text`start late`;
  await ownEngine.crash();
  await writeFile(state, before);
  await ownEngine.start();
  expect(await docker.text`ps -a --format ${'{{.Names}} {{.State}}'}`).toBe('used running\nlate created');
  expect([...(await containersWithCgroup(await ownEngine.instance()))]).toEqual([used]);
  expect((await leftBelow(home)).filter((thing) => thing.includes(id))).toEqual([]);
  expect(await docker.text`start late`).toBe('late');
});

test('files of others in the roots are left alone', async ({ ownEngine }) => {
  await writeFile(join(ownEngine.home.dataRoot, 'mine.txt'), 'not of the engine');
  await ownEngine.crash();
  await ownEngine.start();
  expect(await readdir(ownEngine.home.dataRoot)).toContain('mine.txt');
});
