import { expect, test } from '../../fixtures/engine-test.ts';

test('--init puts an init program before the command, or names the package that is missing', async ({
  docker,
}) => {
  const { code, stdout, stderr } =
    await docker`run --rm --init busybox sh -c ${'echo $$; tr "\\0" " " < /proc/1/cmdline'}`;
  if (code === 0) {
    const [shell, first] = stdout.split('\n');
    expect(shell).not.toBe('1');
    expect(first).toMatch(/init|tini|catatonit/);
  } else {
    expect(stderr).toMatch(
      /install the package tini or catatonit|exec: "docker-init": executable file not found/,
    );
  }
});
