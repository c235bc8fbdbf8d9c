import { readlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { expect, test } from '../../fixtures/engine-test.ts';

const namespace = (kind: string) => readlink(`/proc/self/ns/${kind}`);

test('--network none has the loopback and nothing else', async ({ docker }) => {
  const links = await docker.text`run --rm --network none busybox ip -o addr`;
  expect(links).toContain('127.0.0.1');
  expect(links).not.toContain('eth0');
});

test('--network host shares the namespace of the host', async ({ docker, engine }) => {
  const host = await readlink(`/proc/${engine.pid}/ns/net`);
  expect(await docker.text`run --rm --network host busybox readlink /proc/self/ns/net`).toBe(host);
});

test('--network container: shares the namespace of another', async ({ docker }) => {
  await docker`run -d --name first --network none busybox sleep 600`;
  const first = await docker.text`exec first readlink /proc/self/ns/net`;
  expect(await docker.text`run --rm --network container:first busybox readlink /proc/self/ns/net`).toBe(
    first,
  );
  expect(first).not.toBe(await namespace('net'));
});

test('--network container: of one that does not run is refused', async ({ docker }) => {
  await docker`create --name idle --network none busybox true`;
  const { code, stderr } = await docker`run --rm --network container:idle busybox true`;
  expect(code).not.toBe(0);
  expect(stderr).toMatch(/cannot join network of a non running container|non running container/);
});

test('--pid host sees the processes of the host, --pid container: those of another', async ({ docker }) => {
  expect(await docker.text`run --rm --pid host busybox readlink /proc/self/ns/pid`).toBe(
    await namespace('pid'),
  );
  await docker`run -d --name seen busybox sleep 612`;
  expect(await docker.text`run --rm --pid container:seen busybox ps`).toContain('sleep 612');
});

test('every namespace is its own by default', async ({ docker }) => {
  const script = 'cd /proc/self/ns && for n in pid mnt uts ipc net; do readlink $n; done';
  const inside = (await docker.text`run --rm busybox sh -c ${script}`).split('\n');
  const outside = await Promise.all(['pid', 'mnt', 'uts', 'ipc', 'net'].map(namespace));
  for (const [index, own] of inside.entries()) expect(own).not.toBe(outside[index]);
});

test('--uts host has the name of the host', async ({ docker }) => {
  expect(await docker.text`run --rm --uts host busybox hostname`).toBe(hostname());
});

test('--ipc host and --cgroupns host share those of the host', async ({ docker }) => {
  expect(await docker.text`run --rm --ipc host busybox readlink /proc/self/ns/ipc`).toBe(
    await namespace('ipc'),
  );
  expect(await docker.text`run --rm --cgroupns host busybox readlink /proc/self/ns/cgroup`).toBe(
    await namespace('cgroup'),
  );
});

test('--ipc none leaves the container without shared memory', async ({ docker }) => {
  expect(await docker.text`run --rm --ipc none busybox sh -c ${'ls -d /dev/shm || echo none'}`).toContain(
    'none',
  );
});
