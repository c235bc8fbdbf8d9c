// npm start: from a fresh clone to an open window. It always says which shell it chose, and why.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { buildWhenStale } from './build.mjs';
import { BUILD, ensureNpmPackages, fail, ROOT, requireNode, run, say } from './common.mjs';
import { chromium, ensureSystemPackages } from './system-packages.mjs';

const USAGE = `usage: npm start [-- options]
  --browser        the browser shell, even where Electron works
  --no-open        open no window: print the URL and keep running
  --port N         the port of the browser shell on 127.0.0.1
  --data-root D    where the engine keeps images, volumes and containers
  --exec-root E    where it keeps what does not outlive a reboot
  --socket S       its API socket`;

/** @typedef {{ browser: boolean, open: boolean, forwarded: string[] }} Options */

requireNode();
const options = readOptions();
await ensureSystemPackages('npm');
await ensureNpmPackages();
// Without these, containers do not run here, but the window still works against an engine elsewhere.
if (!(await ensureSystemPackages('run'))) say('Going on without: containers will not run on this machine.');
await buildWhenStale();

const electron = await chooseElectron(options);
process.exitCode = electron ? await runElectron(electron, options) : await runBrowserShell(options);

/** @returns {Options} */
function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        browser: { type: 'boolean', default: false },
        'no-open': { type: 'boolean', default: false },
        port: { type: 'string' },
        'data-root': { type: 'string' },
        'exec-root': { type: 'string' },
        socket: { type: 'string' },
      },
    });
    if (values.port !== undefined && !isPort(values.port))
      throw new Error(`${values.port} is not a port number`);
    const forwarded = /** @type {const} */ (['port', 'data-root', 'exec-root', 'socket']).flatMap((name) => {
      const value = values[name];
      return value === undefined ? [] : [`--${name}`, value];
    });
    // A port can only be meant for the browser shell.
    return { browser: values.browser || values.port !== undefined, open: !values['no-open'], forwarded };
  } catch (error) {
    say(`gantry: ${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
    process.exit(2);
  }
}

/** @param {string} text */
function isPort(text) {
  return /^\d{1,5}$/.test(text) && Number(text) <= 65535;
}

/**
 * The path of Electron's program, or undefined with the reason said.
 * @param {Options} options
 */
async function chooseElectron({ browser, open }) {
  if (!open) {
    say('Window: none, as --no-open asks; the browser shell runs until it is stopped.');
    return undefined;
  }
  if (browser) return because('it was asked for');
  if (!hasScreen()) return because('this session has no screen (neither DISPLAY nor WAYLAND_DISPLAY is set)');
  if (!existsSync(join(BUILD, 'electron/main.js'))) return because('electron/main.ts is not there yet');
  const installed = electronProgram() ?? (await fetchElectron());
  if (installed) say('Window: Electron.');
  return installed;
}

/** @param {string} why @returns {undefined} */
function because(why) {
  say(`Window: the browser shell, because ${why}.`);
}

function hasScreen() {
  return process.platform !== 'linux' || Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']);
}

function electronFolder() {
  return dirname(createRequire(import.meta.url).resolve('electron/package.json'));
}

function electronProgram() {
  const folder = electronFolder();
  try {
    const program = join(
      process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(folder, 'dist'),
      readFileSync(join(folder, 'path.txt'), 'utf8'),
    );
    return existsSync(program) ? program : undefined;
  } catch {
    return undefined;
  }
}

/** Electron's package fetches its program on first use. A machine that cannot is not asked to try at every start. */
async function fetchElectron() {
  const memory = join(BUILD, 'electron-not-fetched');
  const version = JSON.parse(readFileSync(join(electronFolder(), 'package.json'), 'utf8')).version;
  if (existsSync(memory) && readFileSync(memory, 'utf8') === version) {
    return because(`Electron ${version} could not be fetched earlier (delete ${memory} to try again)`);
  }
  say(`Fetching Electron ${version} …`);
  const { code, output } = await run(process.execPath, [join(electronFolder(), 'install.js')], {
    quiet: true,
    limitMs: 90_000,
  });
  const program = electronProgram();
  if (program) return program;
  writeFileSync(memory, version);
  const reason = output.trim().split('\n')[0] || `it ended with code ${code}`;
  return because(`Electron ${version} could not be fetched: ${reason}`);
}

/** @param {string} program @param {Options} options */
async function runElectron(program, { forwarded }) {
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const app = spawn(program, [...sandbox, ROOT, ...forwarded], { stdio: ['ignore', 2, 2], detached: true });
  stopWith(app);
  return exitCode(app);
}

/** @param {Options} options */
async function runBrowserShell({ open, forwarded }) {
  const program = join(BUILD, 'electron/browser.js');
  if (!existsSync(program))
    fail('electron/shells/browser-main.ts is not there yet, so there is no window to open.');
  // A group of its own: Ctrl-C then reaches it once, as the SIGTERM that lets it stop its engine in order.
  const shell = spawn(process.execPath, ['--enable-source-maps', program, ...forwarded], {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  stopWith(shell);
  for await (const line of createInterface({ input: shell.stdout })) {
    const [, url] = /^open (http:\S+)$/.exec(line) ?? [];
    if (!url) say(line);
    else if (open) openWindow(url, shell);
    else process.stdout.write(`${url}\n`);
  }
  return exitCode(shell);
}

/** @param {string} url @param {import('node:child_process').ChildProcess} shell */
function openWindow(url, shell) {
  const browser = chromium();
  if (!hasScreen() || !browser) {
    say(
      hasScreen()
        ? 'There is no Chromium on this machine; open this address in a browser:'
        : 'Open this address in a browser:',
    );
    process.stdout.write(`${url}\n`);
    return;
  }
  // A profile of its own: the window's process then lives exactly as long as the window.
  const profile = join(process.env['XDG_STATE_HOME'] ?? join(homedir(), '.local/state'), 'gantry/window');
  mkdirSync(profile, { recursive: true });
  const args = [`--app=${url}`, `--user-data-dir=${profile}`, '--no-first-run', '--no-default-browser-check'];
  if (process.getuid?.() === 0) args.push('--no-sandbox');
  const window = spawn(browser, args, { stdio: 'ignore', detached: true });
  stopWith(window);
  say(`Opened in ${browser}; closing the window stops Gantry, containers go on. Address: ${url}`);
  const opened = Date.now();
  window.once('error', (error) => say(`${browser} could not be started: ${error.message}. Open ${url}`));
  window.once('exit', (code) => {
    if (code !== 0 && Date.now() - opened < 5000) say(`${browser} ended at once (code ${code}). Open ${url}`);
    else shell.kill('SIGTERM');
  });
}

/** Whatever asks us to stop asks the child to stop; one that does not within 20 seconds is killed. */
/** @param {import('node:child_process').ChildProcess} child */
function stopWith(child) {
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => {
      child.kill('SIGTERM');
      setTimeout(() => child.kill('SIGKILL'), 20_000).unref();
    });
  }
}

/** @param {import('node:child_process').ChildProcess} child @returns {Promise<number>} */
function exitCode(child) {
  if (child.exitCode !== null) return Promise.resolve(child.exitCode);
  if (child.signalCode !== null) return Promise.resolve(child.signalCode === 'SIGTERM' ? 0 : 1);
  return new Promise((done) => {
    child.once('error', (error) => {
      say(`gantry: ${error.message}`);
      done(1);
    });
    child.once('exit', (code, signal) => done(code ?? (signal === 'SIGTERM' ? 0 : 1)));
  });
}
