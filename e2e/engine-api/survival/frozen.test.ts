import { isFrozen } from '../../faults/kernel-facts.ts';
import { expect, test } from '../../fixtures/engine-test.ts';
import { runProgram } from '../../fixtures/program.ts';

/** Freezes a container's control group without its engine, as a crash in the middle of a pause leaves it. */
async function freezeBehindTheBack(pid: number): Promise<void> {
  const script = `
    v1=/sys/fs/cgroup/freezer$(sed -n 's/^[0-9]*:freezer://p' /proc/$1/cgroup)
    v2=/sys/fs/cgroup$(sed -n 's/^0:://p' /proc/$1/cgroup)
    if [ -e $v1/freezer.state ]; then echo FROZEN > $v1/freezer.state; else echo 1 > $v2/cgroup.freeze; fi`;
  await runProgram('sh', ['-c', script, 'sh', String(pid)]);
  await expect.poll(() => isFrozen(pid)).toBe(true);
}

test('what a crash left frozen, and nobody was told of, goes on; it can also be killed at once', async ({
  ownEngine,
}) => {
  const { docker } = ownEngine;
  await docker.text`run -d --name thawed busybox sleep 600`;
  await docker.text`run -d --name killed --restart always busybox sleep 600`;
  await docker.text`run -d --name paused busybox sleep 600`;
  await docker.text`pause paused`;
  const pidOf = async (name: string) => Number(await docker.text`inspect -f {{.State.Pid}} ${name}`);
  const [thawed, killed, paused] = await Promise.all(['thawed', 'killed', 'paused'].map(pidOf));
  await freezeBehindTheBack(killed ?? 0);
  await docker.text`kill killed`;
  await expect.poll(() => docker.text`inspect -f {{.State.Status}} killed`).toBe('exited');

  await freezeBehindTheBack(thawed ?? 0);
  await ownEngine.crash();
  await ownEngine.start();
  expect(await docker.text`exec thawed echo goes on`).toBe('goes on');
  expect(await isFrozen(paused ?? 0)).toBe(true);
  expect(await docker.text`inspect -f {{.State.Status}} paused`).toBe('paused');
  await docker.text`rm -f paused thawed killed`;
});
