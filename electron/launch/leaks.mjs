// What a test run may leave behind in the kernel and on disk: looked at before and after, so only the run's own counts.
import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { run } from './common.mjs';

/** Everything that a test starts inherits this; it tells our processes from a developer's own Gantry. */
export const RUN_MARK = 'GANTRY_TEST_RUN';

/** All that engines create carries this, or lives below a test's temporary folder, whose name begins so too. */
const OURS = /gantry/i;
const TEST_FOLDER = /\/gantry-test-/;
/** A bridge, or our end of a pair of devices (engine/networks/kernel/names.ts). */
const OUR_DEVICE = /^(g[0-9a-f]{8}-[0-9a-f]{5}|v[0-9a-f]{14})$/;

/** @typedef {Set<string>} Snapshot one line for each thing, worded for a person */

/** @param {string} mark the value of RUN_MARK in this run @returns {Promise<Snapshot>} */
export async function snapshot(mark) {
  const [tables, links] = await Promise.all([nftTables(), networkLinks()]);
  return new Set([
    ...processes(mark),
    ...mounts(),
    ...namespaces(),
    ...cgroups(),
    ...folders(),
    ...tables,
    ...links,
  ]);
}

/**
 * What is there now and was not before. Ending takes a moment, so what goes away by itself soon is no leak.
 * @param {Snapshot} before
 * @param {string} mark
 * @param {number} [patienceMs]
 * @returns {Promise<string[]>}
 */
export async function leaksSince(before, mark, patienceMs = 10_000) {
  const until = Date.now() + patienceMs;
  for (;;) {
    const left = [...(await snapshot(mark))].filter((thing) => !before.has(thing));
    if (left.length === 0 || Date.now() > until) return left.sort();
    await sleep(500);
  }
}

/** @param {string} mark */
function processes(mark) {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((pid) => {
      const command = text(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim();
      const marked = text(`/proc/${pid}/environ`).split('\0').includes(`${RUN_MARK}=${mark}`);
      if (!marked && !TEST_FOLDER.test(command)) return [];
      return command === '' ? [] : [`process ${pid}: ${command.slice(0, 200)}`];
    });
}

function mounts() {
  return text('/proc/self/mounts')
    .split('\n')
    .flatMap((line) => line.split(' ')[1] ?? [])
    .filter((path) => TEST_FOLDER.test(path))
    .map((path) => `mount ${path}`);
}

function namespaces() {
  return names('/run/netns')
    .filter((name) => OURS.test(name))
    .map((name) => `network namespace ${name}`);
}

/** @param {string} [folder] @param {number} [depth] @returns {string[]} */
function cgroups(folder = '/sys/fs/cgroup', depth = 0) {
  if (depth > 6) return [];
  return readFolder(folder)
    .filter((entry) => entry.isDirectory())
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      // Below one of ours all is ours; its own line is enough.
      return OURS.test(entry.name) ? [`cgroup ${path}`] : cgroups(path, depth + 1);
    });
}

function folders() {
  return names(tmpdir())
    .filter((name) => name.startsWith('gantry-test-'))
    .map((name) => `temporary folder ${join(tmpdir(), name)}`);
}

async function nftTables() {
  const { code, output } = await run('nft', ['list', 'tables'], { quiet: true });
  if (code !== 0) return [];
  return output
    .split('\n')
    .filter((line) => OURS.test(line))
    .map((line) => `nft ${line.trim()}`);
}

async function networkLinks() {
  const { code, output } = await run('ip', ['-o', 'link', 'show'], { quiet: true });
  if (code !== 0) return [];
  return output
    .split('\n')
    .flatMap((line) => /^\d+: ([^:@]+)/.exec(line)?.[1] ?? [])
    .filter((name) => OURS.test(name) || OUR_DEVICE.test(name))
    .map((name) => `network interface ${name}`);
}

/** @param {string} file */
function text(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return ''; // It ended while we looked, or is not ours to read.
  }
}

/** @param {string} folder */
function names(folder) {
  return readFolder(folder).map((entry) => entry.name);
}

/** @param {string} folder */
function readFolder(folder) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
