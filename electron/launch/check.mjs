// npm run check: everything that can be said about the sources without running them. Prints only what failed.
import { cpus } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureNpmPackages, ROOT, requireNode, run, say } from './common.mjs';
import { ensureSystemPackages } from './system-packages.mjs';

/** @typedef {{ name: string, command: string, args: string[] }} Step */

/** @param {string} name @param {string} tool @param {...string} args @returns {Step} */
const step = (name, tool, ...args) => ({ name, command: join(ROOT, 'node_modules/.bin', tool), args });

/** The slowest first, so that the short ones fill the gaps. @type {Step[]} */
const STEPS = [
  step('types', 'tsc', '-b'),
  step('lint', 'oxlint', '-c', '.oxlintrc.json', '--type-aware', '--deny-warnings'),
  step('unused code', 'knip', '--no-progress', '--treat-config-hints-as-errors'),
  // What only tests import is exported for them on purpose; whole files and packages must earn their keep in production.
  step(
    'unused code in production',
    'knip',
    '--production',
    '--no-progress',
    '--include',
    'files,dependencies,unlisted',
  ),
  step('format', 'biome', 'check', '--config-path=.biome.json', '--error-on-warnings', '.'),
  {
    name: 'lock file',
    command: process.execPath,
    args: [join(ROOT, 'electron/launch/complete-lock.mjs'), '--check'],
  },
  { name: 'import table', command: process.execPath, args: [join(ROOT, 'electron/launch/import-table.mjs')] },
];

/** The output is shown later and elsewhere: in a log, in CI. */
const PLAIN = { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' };

/**
 * Runs the steps side by side; the output of a failing one is printed when it ends.
 * @returns {Promise<{ passed: number, failed: number }>}
 */
export async function check() {
  const open = [...STEPS];
  let failed = 0;
  const lane = async () => {
    for (let next = open.shift(); next; next = open.shift()) {
      const started = Date.now();
      const { code, output } = await run(next.command, next.args, {
        quiet: true,
        limitMs: 300_000,
        env: PLAIN,
      });
      if (code !== 0) failed++;
      if (code !== 0) say(`\n── ${next.name} ──\n${output.trim()}\n`);
      say(`${code === 0 ? '✓' : '✗'} ${next.name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
    }
  };
  await Promise.all(Array.from({ length: Math.min(4, Math.max(2, cpus().length)) }, lane));
  return { passed: STEPS.length - failed, failed };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  requireNode();
  await ensureSystemPackages('npm');
  await ensureNpmPackages();
  const started = Date.now();
  const { passed, failed } = await check();
  say(`check: ${passed} passed, ${failed} failed in ${Math.round((Date.now() - started) / 1000)} s`);
  process.exitCode = failed > 0 ? 1 : 0;
}
