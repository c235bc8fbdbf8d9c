import { writeFile } from 'node:fs/promises';
import { expect, test } from '../../fixtures/engine-test.ts';

const CAPABILITIES = 'sed -n s/CapEff:.//p /proc/self/status';

test('a container has the capabilities of Docker and no others', async ({ docker }) => {
  expect(await docker.text`run --rm busybox sh -c ${CAPABILITIES}`).toBe('00000000a80425fb');
});

test('--cap-drop and --cap-add take away and give', async ({ docker }) => {
  expect(await docker.text`run --rm --cap-drop ALL busybox sh -c ${CAPABILITIES}`).toBe('0000000000000000');
  expect(await docker.text`run --rm --cap-drop ALL --cap-add NET_ADMIN busybox sh -c ${CAPABILITIES}`).toBe(
    '0000000000001000',
  );
  expect(await docker.text`run --rm --cap-drop CHOWN busybox sh -c ${CAPABILITIES}`).toBe('00000000a80425fa');
});

test('an unknown capability is refused by name', async ({ docker }) => {
  const { code, stderr } = await docker`run --rm --cap-add NOT_A_CAP busybox true`;
  expect(code).toBe(125);
  expect(stderr).toMatch(/NOT_A_CAP/);
});

test('--privileged may mount and has the devices of the host', { tag: '@unlike-docker-20' }, async ({
  docker,
}) => {
  const script = 'test -c /dev/kvm && mkdir /m && mount -t tmpfs none /m && grep -c " /m " /proc/mounts';
  expect(await docker.text`run --rm --privileged busybox sh -c ${script}`).toBe('1');
  expect(await docker`run --rm busybox sh -c ${'mkdir /m && mount -t tmpfs none /m'}`).not.toMatchObject({
    code: 0,
  });
});

test('seccomp filters unless it is unconfined', async ({ docker }) => {
  const mode = 'sed -n s/Seccomp:.//p /proc/self/status';
  expect(await docker.text`run --rm busybox sh -c ${mode}`).toBe('2');
  expect(await docker.text`run --rm --security-opt seccomp=unconfined busybox sh -c ${mode}`).toBe('0');
});

test('a seccomp profile of our own is obeyed', async ({ docker, folder }) => {
  const profile = {
    defaultAction: 'SCMP_ACT_ALLOW',
    syscalls: [{ names: ['mkdir', 'mkdirat'], action: 'SCMP_ACT_ERRNO' }],
  };
  await writeFile(`${folder}/profile.json`, JSON.stringify(profile));
  const { code, stderr } =
    await docker`run --rm --security-opt seccomp=${folder}/profile.json busybox mkdir /x`;
  expect(code).toBe(1);
  expect(stderr).toMatch(/Operation not permitted/);
});

test('the default profile refuses what Docker refuses', async ({ docker }) => {
  const { code, stderr } = await docker`run --rm --cap-add SYS_ADMIN busybox unshare -m true`;
  expect({ code, stderr }).toMatchObject({ code: 0 });
  expect(await docker`run --rm busybox unshare -m true`).toMatchObject({ code: 1 });
});

test('--security-opt no-new-privileges sets the bit', async ({ docker }) => {
  const bit = 'sed -n s/NoNewPrivs:.//p /proc/self/status';
  expect(await docker.text`run --rm busybox sh -c ${bit}`).toBe('0');
  expect(await docker.text`run --rm --security-opt no-new-privileges busybox sh -c ${bit}`).toBe('1');
});

test('paths of the kernel are masked or read-only', async ({ docker }) => {
  expect(
    await docker.text`run --rm busybox sh -c ${'cat /proc/keys /proc/timer_list 2>/dev/null | wc -c'}`,
  ).toBe('0');
  expect(await docker`run --rm busybox sh -c ${'echo 1 > /proc/sys/kernel/panic'}`).toMatchObject({
    code: 1,
  });
});

test('a device is passed with --device', async ({ docker }) => {
  expect(
    await docker.text`run --rm --device /dev/kvm:/dev/inner busybox sh -c ${'test -c /dev/inner && echo there'}`,
  ).toBe('there');
});
