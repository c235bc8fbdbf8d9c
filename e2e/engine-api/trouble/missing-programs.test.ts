import { GANTRYD, homeFlags, newHome, removeHome } from '../../fixtures/engine.ts';
import { expect, test } from '../../fixtures/engine-test.ts';
import { runProgram } from '../../fixtures/program.ts';

/** Starts an engine on a machine on which these programs are not installed: in a mount namespace that hides them. */
async function engineWithout(...programs: readonly string[]) {
  const home = await newHome();
  // A file that nobody may execute counts as not installed.
  const hide = programs
    .map((name) => `for p in $(which -a ${name}); do mount --bind /dev/null $p; done`)
    .join('\n');
  const script = `${hide}\nexec "$@"`;
  const command = [process.execPath, GANTRYD, ...homeFlags(home)];
  try {
    return await runProgram('unshare', ['--mount', 'sh', '-ec', script, 'sh', ...command], {
      limitMs: 20_000,
    });
  } finally {
    await removeHome(home);
  }
}

test('without crun and runc the engine does not start and names the package', async () => {
  const { code, stderr } = await engineWithout('crun', 'runc');
  expect(code).toBe(1);
  expect(stderr).toMatch(/neither crun nor runc is installed.*install the package crun/);
});

test('without conmon the engine does not start and names the package', async () => {
  const { code, stderr } = await engineWithout('conmon');
  expect(code).toBe(1);
  expect(stderr).toMatch(/conmon is not installed.*install the package conmon/);
});
