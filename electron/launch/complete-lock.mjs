// Completes package-lock.json after `npm install` against a registry that does not hold every platform's binary packages.
// npm leaves those it cannot find out of the lock without a word, and `npm ci` then refuses the lock, everywhere.
// With --check it changes nothing and fails when something is missing.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, say } from './common.mjs';

/** @typedef {{ version?: string, dev?: boolean, optional?: boolean, optionalDependencies?: Record<string, string> }} Locked */

const FILE = join(ROOT, 'package-lock.json');
const SYSTEMS = [
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
];
const PROCESSORS = [
  'arm64',
  'arm',
  'ia32',
  'loong64',
  'mips64el',
  'ppc64',
  'riscv64',
  's390x',
  'x64',
  'wasm32',
];

/** @type {{ packages: Record<string, Locked> }} */
const lock = JSON.parse(readFileSync(FILE, 'utf8'));
const added = [];
for (const [path, { optionalDependencies = {}, dev }] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    // Only what a package pins exactly can be completed without asking a registry.
    if (!/^\d/.test(version) || isLocked(path, name)) continue;
    const place = lock.packages[`node_modules/${name}`]
      ? `${path}/node_modules/${name}`
      : `node_modules/${name}`;
    lock.packages[place] = { version, ...platform(name), ...(dev ? { dev } : {}), optional: true };
    added.push(`${name}@${version}`);
  }
}

if (added.length === 0) say('package-lock.json names every platform.');
else if (process.argv.includes('--check')) {
  say(`package-lock.json lacks ${added.join(', ')}; run: node electron/launch/complete-lock.mjs`);
  process.exitCode = 1;
} else {
  lock.packages = Object.fromEntries(
    Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en')),
  );
  writeFileSync(FILE, `${JSON.stringify(lock, null, 2)}\n`);
  say(`added to package-lock.json: ${added.join(', ')}`);
}

/** As Node looks a package up: beside its user, then in every folder above. */
/** @param {string} path @param {string} name */
function isLocked(path, name) {
  for (let folder = path; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    const version = lock.packages[`${folder ? `${folder}/` : ''}node_modules/${name}`]?.version;
    const wanted = lock.packages[path]?.optionalDependencies?.[name];
    if (version) return version === wanted;
    if (!folder) return false;
  }
}

/** The platform that a binary package is for, which its name tells. @param {string} name */
function platform(name) {
  const words = name.split(/[/-]/);
  const os = SYSTEMS.filter((system) => words.includes(system));
  const cpu = PROCESSORS.filter((processor) => words.includes(processor));
  const libc =
    words.includes('musl') || words.includes('musleabihf')
      ? ['musl']
      : words.includes('gnu') || words.includes('gnueabihf')
        ? ['glibc']
        : [];
  return {
    ...(cpu.length > 0 ? { cpu } : {}),
    ...(libc.length > 0 ? { libc } : {}),
    ...(os.length > 0 ? { os } : {}),
  };
}
