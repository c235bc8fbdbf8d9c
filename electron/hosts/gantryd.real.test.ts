import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { eventually } from '../testing/eventually.ts';
import { tempFolder } from '../testing/temp-folder.ts';
import type { Host } from './host.ts';
import { type LocalHostOptions, localHost } from './local.ts';

/** The supervisor with the engine itself, built when its sources are newer. */
const LAUNCH = resolve(import.meta.dirname, '../launch');
const BUILD = resolve(import.meta.dirname, '../../.build');

beforeAll(async () => {
  const built = spawn(process.execPath, [join(LAUNCH, 'build.mjs'), 'engine'], { stdio: 'inherit' });
  if ((await once(built, 'exit'))[0] !== 0) throw new Error('the engine could not be built');
}, 120_000);

/** Places of an engine of the running test; everything it made is removed with the test. */
async function engineOptions(): Promise<LocalHostOptions> {
  const folder = await tempFolder();
  const options: LocalHostOptions = {
    script: join(BUILD, 'engine/gantryd.js'),
    dataRoot: join(folder, 'data'),
    execRoot: join(folder, 'exec'),
    socket: join(folder, 'exec/gantry.sock'),
    logFile: join(folder, 'engine.log'),
    mayRunEngine: true,
  };
  onTestFinished(async () => {
    const { script, dataRoot, execRoot } = options;
    const args = [script, 'reset', '--yes', '--data-root', dataRoot, '--exec-root', execRoot];
    await once(spawn(process.execPath, args, { stdio: 'ignore' }), 'exit');
  });
  return options;
}

function hostFor(options: LocalHostOptions): Host {
  const host = localHost(options);
  onTestFinished(() => host.close({ stopEngine: true }));
  return host;
}

describe('the supervisor of the real engine', () => {
  it('starts it, brings it back after a kill, and stops it', async () => {
    const options = await engineOptions();
    const host = hostFor(options);
    const first = await host.start();
    expect(first).toMatchObject({ state: 'running', detail: '', log: [] });
    process.kill(first.pid ?? 0, 'SIGKILL');
    await eventually(() => expect(host.status()).toMatchObject({ state: 'running', restarts: 1 }));
    expect(host.status().pid).not.toBe(first.pid);
    expect(await host.stop()).toMatchObject({ state: 'stopped' });
    expect(await readFile(options.logFile, 'utf8')).toContain(`listening on unix://${options.socket}`);
  });

  it('adopts one that a desktop before it left running, and stops that when asked', async () => {
    const options = await engineOptions();
    const before = localHost(options);
    const { pid } = await before.start();
    await before.close({ stopEngine: false });
    const host = hostFor(options);
    expect(await host.start()).toMatchObject({ state: 'running', pid, detail: '', restarts: 0 });
    expect(await host.stop()).toMatchObject({ state: 'stopped' });
  });

  it('comes to the same engine when two desktops start at once', async () => {
    const options = await engineOptions();
    const hosts = [hostFor(options), hostFor({ ...options, logFile: `${options.logFile}.2` })];
    for (const host of hosts) void host.start();
    await eventually(() => expect(hosts.map((host) => host.status().state)).toEqual(['running', 'running']));
    expect(hosts[0]?.status().pid).toBe(hosts[1]?.status().pid);
  });
});
