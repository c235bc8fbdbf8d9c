// npm run bench [-- NAME…]: runs e2e/bench/*.bench.ts one after the other; each prints its own figures.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildWhenStale, bundle } from './build.mjs';
import { BUILD, ensureNpmPackages, fail, ROOT, requireNode, run, say } from './common.mjs';
import { ensureSystemPackages } from './system-packages.mjs';

requireNode();
await ensureSystemPackages('npm');
await ensureNpmPackages();
for (const purpose of /** @type {const} */ (['run', 'test'])) {
  if (!(await ensureSystemPackages(purpose))) fail('the benchmarks need the programs named above.');
}
await buildWhenStale();

const folder = join(ROOT, 'e2e/bench');
const names = existsSync(folder)
  ? readdirSync(folder).flatMap((file) => /^(.+)\.bench\.ts$/.exec(file)?.[1] ?? [])
  : [];
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !names.includes(name));
if (unknown.length > 0) fail(`no such benchmark: ${unknown.join(', ')}. There are: ${names.join(', ')}`);
if (names.length === 0) fail('there is no e2e/bench/*.bench.ts');

let isStopped = false;
for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => (isStopped = true));

let failed = 0;
for (const name of wanted.length > 0 ? wanted : names) {
  say(`\n── ${name} ──`);
  await bundle([join(folder, `${name}.bench.ts`)], 'bench');
  const { code } = await run(
    process.execPath,
    ['--enable-source-maps', join(BUILD, 'bench', `${name}.bench.js`)],
    {
      inherit: true,
      passSignals: true,
    },
  );
  if (code !== 0) {
    failed++;
    say(`${name} failed with code ${code}`);
  }
  if (isStopped) break;
}
process.exitCode = failed > 0 ? 1 : 0;
