import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { containersWithCgroup, isAlive } from '../../faults/kernel-facts.ts';
import type { Engine } from '../../fixtures/engine.ts';
import { expect, test } from '../../fixtures/engine-test.ts';

const stateOf = ({ docker }: Engine, name: string) =>
  docker.text`inspect -f ${'{{.State.Status}} {{.State.ExitCode}} {{.RestartCount}}'} ${name}`;

/** Kills the shim of a container; answers the container's own process. */
async function killShim({ docker, home }: Engine, name: string): Promise<number> {
  const [id = '', pid] = (await docker.text`inspect -f ${'{{.Id}} {{.State.Pid}}'} ${name}`).split(' ');
  const shim = Number(await readFile(join(home.execRoot, 'containers', id, 'shim.pid'), 'utf8'));
  process.kill(shim, 'SIGKILL');
  await expect.poll(() => isAlive(shim)).toBe(false);
  return Number(pid);
}

test('a container whose shim was killed goes on, its end is noticed, and its policy acts', async ({
  ownEngine,
}) => {
  const { docker, http } = ownEngine;
  for (const policy of ['no', 'always'])
    await docker.text`run -d --name ${policy} --restart ${policy} busybox sleep 600`;
  for (const name of ['stopped', 'removed']) await docker.text`run -d --name ${name} busybox sleep 600`;
  const [no, always] = [await killShim(ownEngine, 'no'), await killShim(ownEngine, 'always')];
  for (const name of ['stopped', 'removed']) await killShim(ownEngine, name);
  expect(await stateOf(ownEngine, 'no')).toBe('running 0 0');
  expect(await docker.text`exec no echo goes on`).toBe('goes on');

  for (const pid of [no, always]) process.kill(pid, 'SIGTERM');
  for (const pid of [no, always]) process.kill(pid, 'SIGKILL');
  await Promise.all([docker.text`stop -t 0 stopped`, docker.text`rm -f removed`]);
  await expect.poll(() => stateOf(ownEngine, 'no'), { timeout: 15_000 }).toBe('exited 255 0');
  await expect.poll(() => stateOf(ownEngine, 'always'), { timeout: 15_000 }).toBe('running 0 1');
  expect(await stateOf(ownEngine, 'stopped')).toBe('exited 137 0');
  expect((await http.get('/gantry/containers/no/runs')).text).toContain('its monitor was killed');

  const running = (await docker.text`ps -q --no-trunc`).split('\n');
  expect([...(await containersWithCgroup(await ownEngine.instance()))]).toEqual(running);
});
