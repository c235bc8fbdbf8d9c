import { expect, test } from '../../fixtures/engine-test.ts';

test('run gives the exit code of the command', async ({ docker }) => {
  expect(await docker`run --rm busybox true`).toMatchObject({ code: 0, stdout: '', stderr: '' });
  expect(await docker`run --rm busybox sh -c ${'exit 9'}`).toMatchObject({ code: 9 });
});

test('a command that is not in the image is exit code 127, with the reason', async ({ docker }) => {
  const { code, stderr } = await docker`run --rm busybox /no/such`;
  expect(code).toBe(127);
  expect(stderr).toContain('/no/such');
  expect(stderr).toContain('no such file or directory');
});

test('a command that is not on the PATH is exit code 127, with the reason', async ({ docker }) => {
  const { code, stderr } = await docker`run --rm busybox no-such-command`;
  expect(code).toBe(127);
  expect(stderr).toMatch(/no-such-command.*executable file not found in \$PATH/);
});

test('a command that is not executable is exit code 126, with the reason', async ({ docker }) => {
  const { code, stderr } = await docker`run --rm busybox /etc/not-executable`;
  expect(code).toBe(126);
  expect(stderr).toMatch(/permission denied/i);
});

test('an option that the engine refuses is exit code 125', async ({ docker }) => {
  const { code, stderr } = await docker`run --rm --memory 1m busybox true`;
  expect(code).toBe(125);
  expect(stderr).toContain('Minimum memory limit allowed is 6MB');
});
