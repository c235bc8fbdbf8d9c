import { expect, test } from '../../fixtures/engine-test.ts';

test('--read-only makes the root read-only and leaves /dev/shm writable', async ({ docker }) => {
  const { code, stderr } = await docker`run --rm --read-only busybox touch /x`;
  expect(code).toBe(1);
  expect(stderr).toMatch(/Read-only file system/);
  expect(await docker`run --rm --read-only busybox touch /dev/shm/x`).toMatchObject({ code: 0 });
});

test('--tmpfs mounts one with its options', async ({ docker }) => {
  const line =
    await docker.text`run --rm --read-only --tmpfs /scratch:size=4m,mode=1700 busybox sh -c ${'touch /scratch/x && grep /scratch /proc/mounts'}`;
  expect(line).toMatch(/^tmpfs \/scratch tmpfs rw,nosuid,nodev,noexec,relatime,size=4096k,mode=1700/);
});

test('--mount type=tmpfs does the same', async ({ docker }) => {
  const line =
    await docker.text`run --rm --mount type=tmpfs,dst=/scratch,tmpfs-size=4m busybox grep /scratch /proc/mounts`;
  expect(line).toMatch(/^tmpfs \/scratch tmpfs rw,.*size=4096k/);
});

test('what one container writes no other sees', async ({ docker }) => {
  await docker`run --name writer busybox sh -c ${'echo mine > /etc/motd; rm /bin/vi'}`;
  expect(await docker`run --rm busybox sh -c ${'test ! -e /etc/motd && test -e /bin/vi'}`).toMatchObject({
    code: 0,
  });
});

test('a layer survives stop and start', async ({ docker }) => {
  await docker`run --name keeper busybox sh -c ${'cat /kept 2>/dev/null; echo kept >> /kept'}`;
  expect(await docker.text`start -a keeper`).toBe('kept');
});
