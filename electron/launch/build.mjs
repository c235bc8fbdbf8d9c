// Builds the engine, the desktop host and the page into .build/, each on its own and only when its sources changed.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { BUILD, ensureNpmPackages, exclusively, ROOT, requireNode, say } from './common.mjs';

/** @typedef {'engine' | 'electron' | 'renderer'} Part */

/** What each part is made from; a change in any of these files makes it stale. @type {Record<Part, string[]>} */
const SOURCES = {
  engine: ['engine'],
  electron: ['electron', 'engine'],
  renderer: ['renderer', 'assets'],
};
const ALWAYS = ['package-lock.json', 'electron/launch/build.mjs'];

/** @type {Record<Part, () => Promise<void>>} */
const BUILDERS = { engine: buildEngine, electron: buildElectron, renderer: buildRenderer };

/** @type {Part[]} */
export const PARTS = ['engine', 'electron', 'renderer'];

/**
 * Builds the parts whose sources changed since they were last built.
 * @param {readonly Part[]} [parts]
 * @param {{ force?: boolean }} [options]
 */
export async function buildWhenStale(parts = PARTS, options = {}) {
  for (const part of parts) {
    if (!options.force && !isStale(part)) continue;
    await exclusively(`build-${part}`, async () => {
      if (!options.force && !isStale(part)) return;
      const started = Date.now();
      const sources = fingerprint(part);
      rmSync(stamp(part), { force: true });
      await BUILDERS[part]();
      mkdirSync(BUILD, { recursive: true });
      writeFileSync(stamp(part), sources);
      say(`built ${part} in ${Date.now() - started} ms`);
    });
  }
}

/** @param {Part} part */
export function isStale(part) {
  const file = stamp(part);
  return !existsSync(file) || readFileSync(file, 'utf8') !== fingerprint(part);
}

/** @param {Part} part */
function stamp(part) {
  return join(BUILD, `${part}.stamp`);
}

/** Names, sizes and times of the sources: unlike the newest time alone it also notices a file that went away. */
/** @param {Part} part */
function fingerprint(part) {
  const hash = createHash('sha256');
  for (const start of [...SOURCES[part], ...ALWAYS]) {
    for (const file of filesBelow(join(ROOT, start))) {
      const { size, mtimeMs } = statSync(file);
      hash.update(`${relative(ROOT, file)} ${size} ${mtimeMs}\n`);
    }
  }
  return hash.digest('hex');
}

/** @param {string} path @returns {string[]} */
function filesBelow(path) {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

async function buildEngine() {
  const workers = filesBelow(join(ROOT, 'engine')).filter((file) => file.endsWith('.worker.ts'));
  // The holder keeps published ports while the engine is away: a process, and so a bundle, of its own.
  const programs = [
    'engine/gantryd.ts',
    'engine/networks/holder/holder.ts',
    'engine/compose/cli/compose.ts',
  ].map((file) => join(ROOT, file));
  await bundle([...programs, ...workers], 'engine');
}

async function buildElectron() {
  await bundle([join(ROOT, 'electron/main.ts')], 'electron');
  await bundle([{ in: join(ROOT, 'electron/shells/browser-main.ts'), out: 'browser' }], 'electron');
  // A sandboxed preload can require nothing but `electron`, and only as CommonJS.
  await bundle([join(ROOT, 'electron/preload.ts')], 'electron', {
    format: 'cjs',
    packages: 'bundle',
    external: ['electron'],
    outExtension: { '.js': '.cjs' },
  });
}

async function buildRenderer() {
  if (!existsSync(join(ROOT, 'renderer/main.tsx'))) return skipped('renderer/main.tsx');
  const vite = await import('vite');
  // Vite makes this process a production one; what it starts later (tests) must not become that too.
  const before = process.env['NODE_ENV'];
  try {
    await vite.build({ configFile: join(ROOT, 'renderer/vite.config.ts'), logLevel: 'warn' });
  } finally {
    if (before === undefined) delete process.env['NODE_ENV'];
    else process.env['NODE_ENV'] = before;
  }
}

/**
 * @param {(string | { in: string, out: string })[]} entries
 * @param {string} folder
 * @param {import('esbuild').BuildOptions} [options]
 */
export async function bundle(entries, folder, options = {}) {
  const present = entries.map((entry) =>
    typeof entry === 'string' ? { in: entry, out: bundleName(entry) } : entry,
  );
  for (const entry of present) if (!existsSync(entry.in)) skipped(relative(ROOT, entry.in));
  const entryPoints = present.filter((entry) => existsSync(entry.in));
  if (entryPoints.length === 0) return;
  const { build } = await import('esbuild');
  await build({
    absWorkingDir: ROOT,
    entryPoints,
    outdir: join(BUILD, folder),
    bundle: true,
    platform: 'node',
    target: 'node20.19',
    format: 'esm',
    packages: 'external',
    sourcemap: true,
    sourcesContent: false,
    legalComments: 'none',
    logLevel: 'warning',
    ...options,
  });
}

/** Flat, so that a worker is found beside the bundle that starts it: engine/disk/hash.worker.ts → hash.worker.js */
/** @param {string} source */
function bundleName(source) {
  return source.slice(source.lastIndexOf('/') + 1).replace(/\.ts$/, '');
}

/** @param {string} file */
function skipped(file) {
  say(`skipped: ${file} does not exist yet`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  requireNode();
  const asked = process.argv.slice(2);
  const unknown = asked.filter((name) => !PARTS.some((part) => part === name));
  if (unknown.length > 0) {
    say(`usage: npm run build [-- ${PARTS.join(' | ')}]\nunknown: ${unknown.join(' ')}`);
    process.exit(2);
  }
  await ensureNpmPackages();
  await buildWhenStale(asked.length > 0 ? PARTS.filter((part) => asked.includes(part)) : PARTS, {
    force: true,
  });
}
