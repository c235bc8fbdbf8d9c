import { expect, test } from '../../fixtures/engine-test.ts';

test('the process is root unless told otherwise', async ({ docker }) => {
  expect(await docker.text`run --rm busybox sh -c ${'id -u; echo $HOME'}`).toBe('0\n/root');
});

test('--user by name is looked up in the passwd of the image, with groups and home', async ({ docker }) => {
  const output = await docker.text`run --rm --user ann busybox sh -c ${'id -u; id -g; id -G; echo $HOME'}`;
  const [uid, gid, groups, home] = output.split('\n');
  expect([uid, gid, home]).toEqual(['1000', '1000', '/home/ann']);
  expect(groups?.split(' ').sort()).toEqual(['10', '1000']);
});

test('--user by a number that passwd knows has its group', async ({ docker }) => {
  expect(await docker.text`run --rm --user 33 busybox sh -c ${'id -u; id -g; echo $HOME'}`).toBe(
    '33\n33\n/var/www',
  );
});

test('--user by a number that nobody has is that number, with group 0', async ({ docker }) => {
  expect(await docker.text`run --rm --user 4242 busybox sh -c ${'id -u; id -g; echo $HOME'}`).toBe(
    '4242\n0\n/',
  );
});

test('--user with a group takes it by name or number', async ({ docker }) => {
  expect(await docker.text`run --rm --user ann:www-data busybox id -g`).toBe('33');
  expect(await docker.text`run --rm --user 1000:77 busybox id -g`).toBe('77');
});

test('--group-add adds groups', async ({ docker }) => {
  expect((await docker.text`run --rm --group-add tty --group-add 99 busybox id -G`).split(' ')).toEqual(
    expect.arrayContaining(['0', '5', '99']),
  );
});

test('a user that the image does not know is refused by name', async ({ docker }) => {
  const { code, stderr } = await docker`run --rm --user nosuch busybox true`;
  expect(code).not.toBe(0);
  expect(stderr).toMatch(/unable to find user nosuch/);
});
