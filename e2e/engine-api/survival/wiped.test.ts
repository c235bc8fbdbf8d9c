import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { containersWithCgroup, isAlive } from '../../faults/kernel-facts.ts';
import { type Engine, leftBelow } from '../../fixtures/engine.ts';
import { expect, test } from '../../fixtures/engine-test.ts';
import { runProgram } from '../../fixtures/program.ts';

const factsOf = ({ docker }: Engine, name: string) =>
  docker.text`inspect -f ${'{{.State.Status}} {{.State.Pid}}'} ${name}`;
const pidOf = async (engine: Engine, name: string) => Number((await factsOf(engine, name)).split(' ')[1]);

/** Takes away all that is gone after a restart of the machine. */
async function wipeExecRoot({ home: { execRoot } }: Engine): Promise<void> {
  await runProgram('sh', [
    '-c',
    `awk -v root=${execRoot}/ 'index($2, root) == 1 { print $2 }' /proc/self/mounts | sort -r | xargs -r umount -l
     rm -rf ${execRoot}`,
  ]);
}

/** Moves a process out of its control groups and removes these. */
async function removeCgroups(id: string, pid: number): Promise<void> {
  await runProgram('sh', [
    '-c',
    `for group in $(find /sys/fs/cgroup -type d -name ${id}); do
       mount=$(echo $group | sed 's|/gantry-.*||')
       echo ${pid} > $mount/cgroup.procs; rmdir $group
     done`,
  ]);
}

test('a torn state, wiped folders and missing control groups lose no running container', async ({
  ownEngine,
}) => {
  const { docker, home } = ownEngine;
  const torn = await docker.text`run -d --name torn busybox sleep 600`;
  const homeless = await docker.text`run -d --name homeless busybox sleep 600`;
  await docker.text`run -d --name always --restart always busybox sh -c ${'echo begun; sleep 600'}`;
  const before = await Promise.all(['torn', 'homeless', 'always'].map((name) => factsOf(ownEngine, name)));
  await ownEngine.crash();
  await writeFile(join(home.dataRoot, 'containers', torn, 'state.json'), '{"schema":1,"sta');
  await ownEngine.start();
  expect(await factsOf(ownEngine, 'torn')).toBe(before[0]);
  expect(await docker.text`exec torn echo still here`).toBe('still here');

  await removeCgroups(homeless, await pidOf(ownEngine, 'homeless'));
  expect(await factsOf(ownEngine, 'homeless')).toBe(before[1]);
  expect((await docker`pause homeless`).code).not.toBe(0);
  expect(await docker.text`logs homeless`).toBe('');
  await docker.text`stop -t 0 homeless`;
  await docker.text`start homeless`;
  await docker.text`rm -f homeless`;

  await ownEngine.crash();
  await wipeExecRoot(ownEngine);
  await ownEngine.start();
  expect(await factsOf(ownEngine, 'torn')).toBe(before[0]);
  expect(await factsOf(ownEngine, 'always')).toBe(before[2]);
  expect(await docker.text`logs always`).toBe('begun');
  const pid = await pidOf(ownEngine, 'torn');
  await docker.text`stop -t 0 torn`;
  expect(await isAlive(pid)).toBe(false);

  // A restart of the machine.
  await ownEngine.crash();
  process.kill(pidIn(before[2]), 'SIGKILL');
  await runProgram('pkill', ['-9', '-f', `^\\S*conmon .*${home.folder}/`]);
  await wipeExecRoot(ownEngine);
  await ownEngine.start();
  await expect.poll(async () => (await docker`exec always echo new`).stdout).toBe('new\n');
  expect(await factsOf(ownEngine, 'torn')).toBe('exited 0');
  expect(await docker.text`logs always`).toBe('begun\nbegun');
  await docker.text`rm -f always torn`;
  expect([...(await containersWithCgroup(await ownEngine.instance()))]).toEqual([]);
  expect((await leftBelow(home)).filter((thing) => /[0-9a-f]{64}/.test(thing))).toEqual([]);
});

function pidIn(facts = ''): number {
  return Number(facts.split(' ')[1]);
}
