import { readdir, rm, writeFile } from 'node:fs/promises';
import { type EngineHome, GANTRYD, homeFlags, newHome, removeHome } from '../../fixtures/engine.ts';
import { expect, test } from '../../fixtures/engine-test.ts';
import { runProgram } from '../../fixtures/program.ts';
import { SmallDisk } from '../../fixtures/small-disk.ts';

const startIn = (home: EngineHome) => runProgram(process.execPath, [GANTRYD, ...homeFlags(home)]);

test('a data root on a read-only file system is refused by its path', async () => {
  await using disk = await SmallDisk.of(8);
  await disk.becomeReadOnly();
  const home = { ...(await newHome()), dataRoot: disk.path };
  const { code, stderr } = await startIn(home);
  await removeHome(home);
  expect(code).toBe(1);
  expect(stderr.trim().split('\n')).toEqual([expect.stringMatching(new RegExp(`${disk.path}.*read-only`))]);
  expect(await readdir(disk.path)).toEqual([]);
});

for (const root of ['dataRoot', 'execRoot'] as const) {
  test(`a file in the place of the ${root} is refused by its path`, async () => {
    const home = await newHome();
    await writeFile(home[root], 'I was here first');
    const { code, stderr } = await startIn(home);
    await rm(home[root]);
    await removeHome(home);
    expect(code).toBe(1);
    expect(stderr.trim().split('\n')).toEqual([expect.stringContaining(home[root])]);
  });
}
