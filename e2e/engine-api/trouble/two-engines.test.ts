import { GANTRYD, homeFlags, newHome, removeHome } from '../../fixtures/engine.ts';
import { expect, test } from '../../fixtures/engine-test.ts';
import { runProgram } from '../../fixtures/program.ts';

test('a second engine on the same data root is refused, and the first goes on', async ({ ownEngine }) => {
  const other = await newHome();
  const flags = homeFlags({ ...other, dataRoot: ownEngine.home.dataRoot });
  const { code, stderr } = await runProgram(process.execPath, [GANTRYD, ...flags]);
  expect(code).toBe(1);
  expect(stderr.trim().split('\n')).toEqual([
    expect.stringContaining(`another Gantry engine already uses ${ownEngine.home.dataRoot}`),
  ]);
  expect(await ownEngine.docker.text`run --rm busybox echo still here`).toBe('still here');
  await removeHome(other);
});

test('a second engine with the same exec root is refused as well', async ({ ownEngine }) => {
  const other = await newHome();
  const flags = homeFlags({ ...other, execRoot: ownEngine.home.execRoot });
  const { code, stderr } = await runProgram(process.execPath, [GANTRYD, ...flags]);
  expect(code).toBe(1);
  expect(stderr).toContain(`another Gantry engine already uses ${ownEngine.home.execRoot}`);
  await removeHome(other);
});

test('a second engine does not take the socket of the first', async ({ ownEngine }) => {
  const other = await newHome();
  const flags = homeFlags({ ...other, socket: ownEngine.home.socket });
  const { code, stderr } = await runProgram(process.execPath, [GANTRYD, ...flags]);
  expect(code).toBe(1);
  expect(stderr).toContain(ownEngine.home.socket);
  expect((await ownEngine.http.get('/_ping')).text).toBe('OK');
  await removeHome(other);
});

test('a socket that a killed engine left behind is no obstacle', async ({ ownEngine }) => {
  await ownEngine.crash();
  await ownEngine.start();
  expect((await ownEngine.http.get('/_ping')).text).toBe('OK');
});
