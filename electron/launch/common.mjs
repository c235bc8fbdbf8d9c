// What every command shares: where the project is, which Node it needs, and its npm packages. Node's own modules only.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
export const BUILD = join(ROOT, '.build');

/** Progress goes to stderr: stdout belongs to the program that is started (`listening on unix://…`). */
/** @param {string} text */
export function say(text) {
  process.stderr.write(`${text}\n`);
}

/** @param {string} text @returns {never} */
export function fail(text) {
  say(`gantry: ${text}`);
  process.exit(1);
}

const NODE_NEEDED = /** @type {const} */ ([20, 19]);

export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [needMajor, needMinor] = NODE_NEEDED;
  if (major > needMajor || (major === needMajor && minor >= needMinor)) return;
  fail(
    `Node ${needMajor}.${needMinor} or newer is needed; this is ${process.versions.node} (${process.execPath}).`,
  );
}

/**
 * Runs a command to its end. What it prints goes to our stderr, or (inherit) stays apart, or (quiet) is kept.
 * @param {string} command
 * @param {readonly string[]} args
 * Signals that end us are passed on to it with passSignals, and we stay until it has ended.
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, quiet?: boolean, inherit?: boolean, limitMs?: number, passSignals?: boolean }} [options]
 * @returns {Promise<{ code: number, output: string }>} `output` holds what a quiet command printed
 */
export function run(command, args, options = {}) {
  return new Promise((done) => {
    const out = options.quiet ? 'pipe' : options.inherit ? 'inherit' : 2;
    const child = spawn(command, args, {
      cwd: options.cwd ?? ROOT,
      env: options.env ?? process.env,
      stdio: ['ignore', out, options.quiet ? 'pipe' : 'inherit'],
      timeout: options.limitMs,
      killSignal: 'SIGKILL',
    });
    let output = '';
    child.stdout?.setEncoding('utf8').on('data', (text) => (output += text));
    child.stderr?.setEncoding('utf8').on('data', (text) => (output += text));
    const pass = (/** @type {NodeJS.Signals} */ signal) => void child.kill(signal);
    if (options.passSignals) process.on('SIGTERM', pass).on('SIGINT', pass);
    child.once('close', () => process.off('SIGTERM', pass).off('SIGINT', pass));
    child.once('error', (error) => done({ code: 127, output: `${output}${error.message}\n` }));
    child.once('close', (code, signal) => {
      if (signal && options.limitMs) output += `ended by ${signal} after ${options.limitMs / 1000} s\n`;
      done({ code: code ?? 1, output });
    });
  });
}

/**
 * One process at a time does `work`; others wait for it. The lock is a directory that names its holder's pid, so one
 * left behind by a killed process is taken over.
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function exclusively(name, work) {
  const lock = join(BUILD, `${name}.lock`);
  const owner = join(lock, 'pid');
  mkdirSync(BUILD, { recursive: true });
  for (let waited = 0; ; waited += 200) {
    try {
      mkdirSync(lock);
      writeFileSync(owner, String(process.pid));
      break;
    } catch (error) {
      if (!isCode(error, 'EEXIST')) throw error;
      if (waited === 2000) say(`waiting for another process that does ${name} …`);
      if (!isHeld(lock, owner)) rmSync(lock, { recursive: true, force: true });
      else await sleep(200);
    }
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

/** @param {string} lock @param {string} owner */
function isHeld(lock, owner) {
  try {
    process.kill(Number(readFileSync(owner, 'utf8')), 0);
    return true;
  } catch (error) {
    if (isCode(error, 'EPERM')) return true;
    if (isCode(error, 'ESRCH')) return false;
    // No pid in it yet: its maker is between the two calls, or died there.
    try {
      return Date.now() - statSync(lock).mtimeMs < 5000;
    } catch {
      return false;
    }
  }
}

/** @param {unknown} error @param {string} code */
function isCode(error, code) {
  return error instanceof Error && 'code' in error && error.code === code;
}

/**
 * Is node_modules what package-lock.json says? Compares contents, not times: a checkout touches the lock without
 * changing it, and `npm ci` under a running app would pull its modules away.
 */
function npmPackagesAreCurrent() {
  const wanted = lockedPackages(join(ROOT, 'package-lock.json'));
  const present = lockedPackages(join(ROOT, 'node_modules/.package-lock.json'));
  if (!wanted || !present) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '' || entry.optional || entry.devOptional || entry.link) return true;
    return present[path]?.version === entry.version && existsSync(join(ROOT, path));
  });
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, optional?: boolean, devOptional?: boolean, link?: boolean }> | undefined}
 */
function lockedPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

export async function ensureNpmPackages() {
  if (npmPackagesAreCurrent()) return;
  await exclusively('npm-ci', async () => {
    if (npmPackagesAreCurrent()) return;
    say('Installing npm packages (npm ci) …');
    const { code } = await run('npm', ['ci', '--no-audit', '--no-fund'], {
      env: { ...process.env, npm_config_progress: 'true' },
    });
    if (code !== 0) fail('npm packages could not be installed; run `npm ci` by hand to see why.');
  });
}
