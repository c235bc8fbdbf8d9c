// npm test [-- SUITE…]: installs what tests need, builds, runs every suite, looks for leaks, and sums it all up.
import { spawn } from 'node:child_process';
import { createWriteStream, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildWhenStale } from './build.mjs';
import { BUILD, ensureNpmPackages, fail, ROOT, requireNode, say } from './common.mjs';
import { leaksSince, RUN_MARK, snapshot } from './leaks.mjs';
import { ensureSystemPackages } from './system-packages.mjs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Tally */
/**
 * @typedef {object} Suite
 * @property {string} name
 * @property {string[]} command
 * @property {(report: string, output: string) => Tally} count reads the runner's report, or else its output
 * @property {boolean} [real] drives real engines, which want the machine's cores and disk for themselves
 */

const OVERALL_LIMIT_MS = 75 * 60_000;
const SUITE_LIMIT_MS = 45 * 60_000;
const LOGS = join(BUILD, 'test');

/** @param {string} name */
const bin = (name) => join(ROOT, 'node_modules/.bin', name);
/** @param {...string} projects */
const vitest = (...projects) => [
  bin('vitest'),
  'run',
  '--config=.vitest.config.ts',
  '--reporter=default',
  '--reporter=json',
  ...projects.map((project) => `--project=${project}`),
];
/** @param {string} project */
const playwright = (project) => [
  bin('playwright'),
  'test',
  '--config=e2e/playwright.config.ts',
  `--project=${project}`,
];

/** In the order they start; the real ones follow one another while the others run beside them. @type {Suite[]} */
const SUITES = [
  { name: 'engine', command: vitest('engine'), count: countVitest, real: true },
  { name: 'check', command: [process.execPath, 'electron/launch/check.mjs'], count: countCheck },
  { name: 'unit', command: vitest('unit', 'renderer'), count: countVitest },
  { name: 'engine-api', command: playwright('engine-api'), count: countPlaywright, real: true },
  { name: 'ui', command: playwright('ui'), count: countPlaywright, real: true },
];

requireNode();
const started = Date.now();
const suites = chosenSuites();
await ensureSystemPackages('npm');
await ensureNpmPackages();
for (const purpose of /** @type {const} */ (['run', 'test'])) {
  if (!(await ensureSystemPackages(purpose))) fail('the tests need the programs named above.');
}
await buildWhenStale();

rmSync(LOGS, { recursive: true, force: true });
mkdirSync(LOGS, { recursive: true });
const mark = `${process.pid}-${started}`;
/** @type {Map<string, import('node:child_process').ChildProcess>} */
const running = new Map();
let stopped = '';
const overall = setTimeout(
  () => stop(`the limit of ${OVERALL_LIMIT_MS / 60_000} minutes is over`),
  OVERALL_LIMIT_MS,
);
const progress = setInterval(() => running.size > 0 && say(`… ${[...running.keys()].join(', ')}`), 60_000);
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
  process.on(signal, () => stop(signal));

const before = await snapshot(mark);
const tallies = await Promise.all([
  runInTurn(suites.filter((suite) => suite.real)),
  runInTurn(suites.filter((suite) => !suite.real)),
]);
clearTimeout(overall);
clearInterval(progress);
const total = sum([...tallies.flat(), await countLeaks()]);
const seconds = Math.round((Date.now() - started) / 1000);
say(
  `\n${stopped ? `Stopped: ${stopped}. ` : ''}Logs: .build/test/. Took ${Math.floor(seconds / 60)} min ${seconds % 60} s.`,
);
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
process.stdout.write(`${total.passed} passed, ${total.failed} failed${skipped}\n`);
process.exitCode = total.failed > 0 || stopped ? 1 : 0;

function chosenSuites() {
  const wanted = process.argv.slice(2);
  const names = SUITES.map((suite) => suite.name);
  if (wanted.some((name) => !names.includes(name))) {
    say(`usage: npm test [-- SUITE…], each of: ${names.join(', ')}`);
    process.exit(2);
  }
  return wanted.length > 0 ? SUITES.filter((suite) => wanted.includes(suite.name)) : SUITES;
}

/** @param {Suite[]} lane */
async function runInTurn(lane) {
  const results = [];
  for (const suite of lane) results.push(await runSuite(suite));
  return results;
}

/** @param {Suite} suite @returns {Promise<Tally>} */
async function runSuite(suite) {
  if (stopped) return { passed: 0, failed: 1, skipped: 0 };
  const begun = Date.now();
  const report = join(LOGS, `${suite.name}.json`);
  const logFile = join(LOGS, `${suite.name}.log`);
  const log = createWriteStream(logFile);
  const [program = '', ...args] = suite.command;
  if (suite.count === countVitest) args.push(`--outputFile.json=${report}`);
  say(`▶ ${suite.name}`);
  const child = spawn(program, args, {
    cwd: ROOT,
    env: { ...process.env, [RUN_MARK]: mark, GANTRY_REPORT: report, NO_COLOR: '1', FORCE_COLOR: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  running.set(suite.name, child);
  const limit = setTimeout(() => end(child), SUITE_LIMIT_MS);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      output += text;
      log.write(text);
    });
  }
  const code = await new Promise((done) => {
    child.once('error', (error) => {
      output += error.message;
      done(1);
    });
    child.once('close', done);
    // A process that a test left behind may hold the pipes open for ever.
    child.once('exit', (exitCode) => setTimeout(done, 2000, exitCode));
  });
  clearTimeout(limit);
  child.stdout.destroy();
  child.stderr.destroy();
  running.delete(suite.name);
  log.end();
  const tally = suite.count(report, output);
  // A runner can fail without a failed test: a file that does not load, a fault between tests, no test found.
  if (code !== 0 && tally.failed === 0) tally.failed = 1;
  const took = Math.round((Date.now() - begun) / 1000);
  const line = `${suite.name}: ${tally.passed} passed, ${tally.failed} failed, ${tally.skipped} skipped in ${took} s`;
  if (tally.failed > 0) say(`\n── ${suite.name} ──\n${output.trim()}\n`);
  say(`${tally.failed === 0 ? '✓' : '✗'} ${line}`);
  return tally;
}

async function countLeaks() {
  const leaks = await leaksSince(before, mark);
  if (leaks.length > 0) say(`\n── left behind by the tests ──\n${leaks.join('\n')}\n`);
  say(leaks.length === 0 ? '✓ nothing was left behind' : `✗ ${leaks.length} things were left behind`);
  return leaks.length === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
}

/** @param {string} report @returns {Tally} */
function countVitest(report) {
  const {
    numPassedTests = 0,
    numFailedTests = 0,
    numPendingTests = 0,
    numTodoTests = 0,
    success,
  } = readReport(report);
  return {
    passed: numPassedTests,
    failed: success === true ? 0 : Math.max(1, numFailedTests),
    skipped: numPendingTests + numTodoTests,
  };
}

/** @param {string} report @returns {Tally} */
function countPlaywright(report) {
  const { stats, errors = [{}] } = readReport(report);
  return {
    passed: (stats?.expected ?? 0) + (stats?.flaky ?? 0),
    failed: (stats?.unexpected ?? 0) + errors.length,
    skipped: stats?.skipped ?? 0,
  };
}

/** @param {string} _report @param {string} output @returns {Tally} */
function countCheck(_report, output) {
  const [, passed, failed] = /^check: (\d+) passed, (\d+) failed/m.exec(output) ?? [];
  return { passed: Number(passed ?? 0), failed: Number(failed ?? 1), skipped: 0 };
}

/** @param {string} file */
function readReport(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
}

/** @param {Tally[]} parts @returns {Tally} */
function sum(parts) {
  const whole = { passed: 0, failed: 0, skipped: 0 };
  for (const part of parts) {
    whole.passed += part.passed;
    whole.failed += part.failed;
    whole.skipped += part.skipped;
  }
  return whole;
}

/** @param {string} why */
function stop(why) {
  stopped ||= why;
  for (const child of running.values()) end(child);
}

/** Ends a suite with all that it started in its group, politely first. */
/** @param {import('node:child_process').ChildProcess} child */
function end(child) {
  const signal = (/** @type {NodeJS.Signals} */ name) => {
    try {
      if (child.pid) process.kill(-child.pid, name);
    } catch {
      // It has ended already.
    }
  };
  signal('SIGTERM');
  setTimeout(() => signal('SIGKILL'), 15_000).unref();
}
