// npm run faults | fuzz [-- --seed N …]: what the engine endures; the programs are in e2e/faults and e2e/fuzz.
import { join } from 'node:path';
import { buildWhenStale, bundle } from './build.mjs';
import { BUILD, ensureNpmPackages, fail, ROOT, requireNode, run } from './common.mjs';
import { ensureSystemPackages } from './system-packages.mjs';

const [name = '', ...args] = process.argv.slice(2);
if (name !== 'faults' && name !== 'fuzz') fail('usage: faults.mjs faults | fuzz [--seed N …]');
requireNode();
await ensureSystemPackages('npm');
await ensureNpmPackages();
for (const purpose of /** @type {const} */ (['run', 'test'])) {
  if (!(await ensureSystemPackages(purpose))) fail('this needs the programs named above.');
}
await buildWhenStale(['engine']);
await bundle([join(ROOT, 'e2e', name, `${name}.ts`)], name);
const program = join(BUILD, name, `${name}.js`);
const { code } = await run(process.execPath, ['--enable-source-maps', program, ...args], {
  inherit: true,
  passSignals: true,
});
process.exitCode = code;
