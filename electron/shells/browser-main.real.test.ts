import { type ChildProcess, spawn } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { HostStatus } from '../desktop-api/types.ts';
import { eventually } from '../testing/eventually.ts';

/**
 * The built program in a layout of its own, with a fake engine in the engine's place. It lies below the project, where
 * Node finds its packages.
 */
const PROJECT = resolve(import.meta.dirname, '../..');
let root = '';

beforeAll(async () => {
  await mkdir(join(PROJECT, '.build'), { recursive: true });
  root = await mkdtemp(join(PROJECT, '.build/gantry-test-'));
  for (const folder of ['engine', 'renderer']) await mkdir(join(root, '.build', folder), { recursive: true });
  await writeFile(join(root, 'package.json'), '{"version":"1.2.3","type":"module"}');
  await writeFile(join(root, '.build/renderer/index.html'), '<!doctype html>page');
  await copyFile(
    join(PROJECT, 'electron/hosts/fake-engine.fixture.mjs'),
    join(root, '.build/engine/gantryd.js'),
  );
  await build({
    entryPoints: [{ in: join(PROJECT, 'electron/shells/browser-main.ts'), out: 'browser' }],
    outdir: join(root, '.build/electron'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
  });
});

afterAll(() => rm(root, { recursive: true, force: true }));

interface Started {
  readonly child: ChildProcess;
  stdout(): string;
  stderr(): string;
  readonly exited: Promise<number | null>;
}

/** Starts the shell in a folder of its own; it ends with the test. */
async function start(args: readonly string[] = []): Promise<Started & { readonly folder: string }> {
  const folder = await mkdtemp(join(root, 'run-'));
  const places = [
    '--exec-root',
    folder,
    '--data-root',
    join(folder, 'data'),
    '--config-dir',
    join(folder, 'config'),
  ];
  const child = spawn(process.execPath, [join(root, '.build/electron/browser.js'), ...places, ...args]);
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const exited = new Promise<number | null>((done) => child.once('exit', done));
  onTestFinished(async () => {
    child.kill('SIGTERM');
    await exited;
  });
  return { child, folder, exited, stdout: () => stdout, stderr: () => stderr };
}

async function addressOf(shell: Started): Promise<URL> {
  await eventually(() => expect(shell.stdout()).toMatch(/^open \S+\n$/));
  return new URL(shell.stdout().slice('open '.length).trim());
}

/** A window that has opened the printed address. */
async function windowOf(shell: Started) {
  const address = await addressOf(shell);
  const answer = await fetch(address, { redirect: 'manual' });
  const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
  const ask = (path: string, init: RequestInit = {}) =>
    fetch(`${address.origin}${path}`, { ...init, headers: { cookie } });
  const status = async () => (await (await ask('/desktop/status')).json()) as HostStatus;
  return { ask, status };
}

function isAlive(pid: number | null): boolean {
  try {
    return pid !== null && process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('the browser shell as a program', () => {
  it('prints one line with the address, serves the page, and reaches the engine it started', async () => {
    const { ask, status } = await windowOf(await start());
    expect(await (await ask('/')).text()).toBe('<!doctype html>page');
    await eventually(async () => expect(await status()).toMatchObject({ state: 'running' }));
    expect(await (await ask('/engine/version')).json()).toEqual({ Version: 'fake' });
    expect(await (await ask('/desktop/about')).json()).toMatchObject({ version: '1.2.3', shell: 'browser' });
  });

  it('brings a killed engine back', async () => {
    const { status } = await windowOf(await start());
    await eventually(async () => expect((await status()).state).toBe('running'));
    const { pid } = await status();
    process.kill(pid ?? 0, 'SIGKILL');
    await eventually(async () => expect(await status()).toMatchObject({ state: 'running', restarts: 1 }));
  });

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'ends within three seconds on %s, and its engine with it',
    async (signal) => {
      const shell = await start();
      const { status } = await windowOf(shell);
      await eventually(async () => expect((await status()).state).toBe('running'));
      const { pid } = await status();
      const began = Date.now();
      shell.child.kill(signal);
      expect(await shell.exited).toBe(0);
      expect(Date.now() - began).toBeLessThan(3000);
      await eventually(() => expect(isAlive(pid)).toBe(false));
    },
  );

  it('leaves the engine running when the settings say so, and finds it again', async () => {
    const first = await start();
    const window = await windowOf(first);
    await eventually(async () => expect((await window.status()).state).toBe('running'));
    await window.ask('/desktop/settings', { method: 'PATCH', body: '{"stopEngineOnQuit":false}' });
    const { pid } = await window.status();
    first.child.kill('SIGTERM');
    await first.exited;
    expect(isAlive(pid)).toBe(true);
    onTestFinished(() => void (pid !== null && isAlive(pid) && process.kill(pid, 'SIGKILL')));
    const { status } = await windowOf(await start(['--socket', join(first.folder, 'gantry.sock')]));
    await eventually(async () =>
      expect(await status()).toMatchObject({ state: 'running', pid, restarts: 0 }),
    );
  });

  it('says in one sentence that the port is taken, and starts no engine', async () => {
    const first = await start();
    const { port } = await addressOf(first);
    const second = await start(['--port', port]);
    expect(await second.exited).toBe(1);
    expect(second.stderr()).toMatch(
      new RegExp(`^gantry: Port ${port} is taken by \\S+ \\(process ${first.child.pid}\\);[^\\n]*\\n$`),
    );
    expect(second.stdout()).toBe('');
  });

  it('says in one sentence what is wrong with its flags', async () => {
    const shell = await start(['--prot', '80']);
    expect(await shell.exited).toBe(1);
    expect(shell.stderr()).toMatch(/^gantry: .*--prot/);
  });
});
