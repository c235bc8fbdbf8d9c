import { access, readdir, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '../../fixtures/engine-test.ts';

/** A limit as the container sees it, in cgroup v2 or v1. */
const limit = (v2: string, v1: string) => `cat /sys/fs/cgroup/${v2} 2>/dev/null || cat /sys/fs/cgroup/${v1}`;

test('-m limits memory', async ({ docker }) => {
  const script = limit('memory.max', 'memory/memory.limit_in_bytes');
  expect(await docker.text`run --rm -m 64m busybox sh -c ${script}`).toBe('67108864');
});

test('a process beyond its memory is killed, and inspect says why', async ({ docker }) => {
  const { code } =
    await docker`run --name glutton -m 16m --memory-swap 16m busybox sh -c ${'x=aaaaaaaaaaaaaaaa; while :; do x=$x$x; done'}`;
  expect(code).toBe(137);
  expect(await docker.text`inspect -f {{.State.OOMKilled}} glutton`).toBe('true');
});

test('--cpus limits the time on processors', async ({ docker }) => {
  const script = `cat /sys/fs/cgroup/cpu.max 2>/dev/null || (cd /sys/fs/cgroup/cpu && cat cpu.cfs_quota_us cpu.cfs_period_us)`;
  expect((await docker.text`run --rm --cpus 0.5 busybox sh -c ${script}`).split(/\s+/)).toEqual([
    '50000',
    '100000',
  ]);
});

test('--pids-limit limits processes', async ({ docker }) => {
  expect(
    await docker.text`run --rm --pids-limit 37 busybox sh -c ${limit('pids.max', 'pids/pids.max')}`,
  ).toBe('37');
});

test('--ulimit sets soft and hard limits', async ({ docker }) => {
  const script = 'ulimit -Sn; ulimit -Hn';
  expect(await docker.text`run --rm --ulimit nofile=100:200 busybox sh -c ${script}`).toBe('100\n200');
});

test('--shm-size sizes /dev/shm', async ({ docker }) => {
  const size = 'df -k /dev/shm | tail -1';
  expect((await docker.text`run --rm busybox sh -c ${size}`).split(/\s+/)[1]).toBe('65536');
  expect((await docker.text`run --rm --shm-size 8m busybox sh -c ${size}`).split(/\s+/)[1]).toBe('8192');
});

test('--sysctl sets a parameter of the namespace', async ({ docker }) => {
  const read = 'cat /proc/sys/kernel/msgmax';
  expect(await docker.text`run --rm --sysctl kernel.msgmax=12345 busybox sh -c ${read}`).toBe('12345');
});

test('update changes the memory of a running container', async ({ docker }) => {
  await docker`run -d --name growing -m 32m --memory-swap 64m busybox sleep 600`;
  await docker.text`update -m 48m growing`;
  const script = limit('memory.max', 'memory/memory.limit_in_bytes');
  expect(await docker.text`exec growing sh -c ${script}`).toBe('50331648');
  expect(await docker.text`inspect -f {{.HostConfig.Memory}} growing`).toBe('50331648');
});

for (const [options, message] of [
  [['-m', '1m'], /Minimum memory limit allowed is 6MB/],
  [['--memory-swap', '64m'], /should always set the Memory limit/],
  [['--cpus', '512'], /Range of CPUs is from 0\.01 to/],
  [['--oom-score-adj', '2000'], /range for oom score adj is \[-1000, 1000\]/],
] as const) {
  test(`${options.join(' ')} is refused in words`, async ({ docker }) => {
    const { code, stderr } = await docker`run --rm ${options} busybox true`;
    expect(code).toBe(125);
    expect(stderr).toMatch(message);
  });
}

test('--cgroup-parent puts a container below a control group of somebody else', async ({ docker }) => {
  const parent = `gantry-test-${process.pid}`;
  const script = `grep -c "/${parent}/" /proc/self/cgroup`;
  const { stdout } =
    await docker`run --rm --cgroup-parent /${parent} --cgroupns host busybox sh -c ${script}`;
  expect(Number(stdout)).toBeGreaterThan(0);
  for (const folder of await cgroupsNamed(parent)) await rmdir(folder);
});

test('--cpu-rt-runtime gives realtime where the kernel divides it', async ({ docker }) => {
  const has = await access('/sys/fs/cgroup/cpu/cpu.rt_runtime_us').then(
    () => true,
    () => false,
  );
  test.skip(!has, 'this kernel has no CONFIG_RT_GROUP_SCHED');
  const script = 'cat /sys/fs/cgroup/cpu/cpu.rt_runtime_us';
  expect(await docker.text`run --rm --cpu-rt-runtime 1000 busybox sh -c ${script}`).toBe('1000');
});

/** The folders of a group at the top, in every hierarchy. */
async function cgroupsNamed(name: string): Promise<string[]> {
  const hierarchies = ['', ...(await readdir('/sys/fs/cgroup'))];
  const found = await Promise.all(
    hierarchies.map((hierarchy) => {
      const folder = join('/sys/fs/cgroup', hierarchy, name);
      return access(folder).then(
        () => [folder],
        () => [],
      );
    }),
  );
  return found.flat();
}
