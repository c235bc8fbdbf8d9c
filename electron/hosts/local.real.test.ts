import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { eventually } from '../testing/eventually.ts';
import { tempFolder } from '../testing/temp-folder.ts';
import { probeEngine } from './engine-probe.ts';
import { startEngine } from './engine-process.ts';
import type { Host } from './host.ts';
import { type LocalHostOptions, localHost } from './local.ts';

const FAKE = join(import.meta.dirname, 'fake-engine.fixture.mjs');

async function hostOptions(change: Partial<LocalHostOptions> = {}): Promise<LocalHostOptions> {
  const folder = await tempFolder();
  return {
    script: FAKE,
    dataRoot: join(folder, 'data'),
    execRoot: join(folder, 'exec'),
    socket: join(folder, 'engine.sock'),
    logFile: join(folder, 'engine.log'),
    mayRunEngine: true,
    ...change,
  };
}

/** A host of the running test; its engine ends with the test. */
function hostFor(options: LocalHostOptions): Host {
  const host = localHost(options);
  onTestFinished(() => host.close({ stopEngine: true }));
  return host;
}

function behave(behaviour: string): void {
  vi.stubEnv('GANTRY_FAKE', behaviour);
  onTestFinished(() => void vi.unstubAllEnvs());
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('a local host', () => {
  it('starts the engine and runs when it answers', async () => {
    const options = await hostOptions();
    const status = await hostFor(options).start();
    expect(status).toMatchObject({ state: 'running', detail: '', restarts: 0 });
    expect(isAlive(status.pid ?? 0)).toBe(true);
    expect(await readFile(options.logFile, 'utf8')).toContain(`listening on unix://${options.socket}`);
  });

  it('brings a killed engine back within about a second', async () => {
    const host = hostFor(await hostOptions());
    const first = await host.start();
    const details: string[] = [];
    host.subscribe(({ detail }) => details.push(detail));
    const killedAt = Date.now();
    process.kill(first.pid ?? 0, 'SIGKILL');
    await eventually(() => expect(host.status()).toMatchObject({ state: 'running', restarts: 1 }));
    expect(Date.now() - killedAt).toBeLessThan(4000); // 0.9 s where nothing else runs
    expect(host.status().pid).not.toBe(first.pid);
    expect(details.join()).toContain('SIGKILL');
  });

  it('tells every subscriber each step on the way', async () => {
    const host = hostFor(await hostOptions());
    const seen: string[] = [];
    const leave = host.subscribe(({ state }) => seen.push(state));
    await host.start();
    await host.stop();
    leave();
    await host.start();
    expect(seen.filter((state, index) => state !== seen[index - 1])).toEqual([
      'starting',
      'running',
      'stopping',
      'stopped',
    ]);
  });

  it('keeps the last 200 lines of an engine that fails, and waits for the next try', async () => {
    behave('fails');
    const status = await hostFor(await hostOptions()).start();
    expect(status.state).toBe('failed');
    expect(status.detail).toContain('exit code 3');
    expect(status.log).toHaveLength(200);
    expect(status.log.at(-1)).toBe('line 300');
    expect(status.nextTryAt).toBeGreaterThan(Date.now() - 100);
  });

  it('stops the engine with SIGTERM, which lets it tidy up', async () => {
    const options = await hostOptions();
    const host = hostFor(options);
    const { pid } = await host.start();
    expect(await host.stop()).toMatchObject({ state: 'stopped', pid: null });
    expect(isAlive(pid ?? 0)).toBe(false);
    expect(existsSync(options.socket)).toBe(false);
  });

  it('kills an engine that does not stop by itself', async () => {
    behave('stubborn');
    const host = hostFor(await hostOptions({ killAfterMs: 200 }));
    const { pid } = await host.start();
    await host.stop();
    expect(isAlive(pid ?? 0)).toBe(false);
  });

  it('starts again after a stop', async () => {
    const host = hostFor(await hostOptions());
    await host.start();
    await host.stop();
    expect((await host.start()).state).toBe('running');
  });

  it('adopts an engine that answers already', async () => {
    const options = await hostOptions();
    const running = await startedEngine(options);
    const status = await hostFor(options).start();
    expect(status).toMatchObject({ state: 'running', pid: running.pid, detail: '' });
  });

  it('starts an engine of its own when the adopted one is killed', async () => {
    const options = await hostOptions();
    const running = await startedEngine(options);
    const host = hostFor(options);
    await host.start();
    running.kill('SIGKILL');
    await eventually(() => expect(host.status()).toMatchObject({ state: 'running', restarts: 1 }));
    expect(host.status().pid).not.toBe(running.pid);
  });

  it('stops an adopted engine when asked, by its process id', async () => {
    const options = await hostOptions();
    const running = await startedEngine(options);
    const host = hostFor(options);
    await host.start();
    expect((await host.stop()).state).toBe('stopped');
    expect(await running.exited).toEqual({ code: 0, signal: null });
  });

  it('refuses to stop an engine that is not Gantry’s', async () => {
    const options = await hostOptions();
    const server = createServer((request, response) => {
      response.statusCode = request.url === '/_ping' ? 200 : 404;
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(options.socket, resolve));
    onTestFinished(() => server.close().closeAllConnections());
    const host = hostFor(options);
    expect((await host.start()).detail).toContain('Another engine');
    await expect(host.stop()).rejects.toMatchObject({ status: 409 });
  });

  it('says how to start an engine when this user may not', async () => {
    const options = await hostOptions({ mayRunEngine: false });
    const status = await hostFor(options).start();
    expect(status.state).toBe('failed');
    expect(status.detail).toContain(`sudo npm run engine -- --data-root ${options.dataRoot}`);
    expect(status.restarts).toBe(0);
  });

  it('says that the engine is not built when its program is missing', async () => {
    const status = await hostFor(await hostOptions({ script: '/nowhere/gantryd.js' })).start();
    expect(status.detail).toContain('npm run build');
  });

  it('leaves the engine running when it is closed so', async () => {
    const options = await hostOptions();
    const host = localHost(options);
    const { pid } = await host.start();
    await host.close({ stopEngine: false });
    expect((await probeEngine(() => host.connect())).kind).toBe('gantry');
    process.kill(pid ?? 0, 'SIGKILL');
  });

  it('leaves an adopted engine running even when closing stops its own', async () => {
    const options = await hostOptions();
    const running = await startedEngine(options);
    const host = localHost(options);
    await host.start();
    await host.close({ stopEngine: true });
    expect(isAlive(running.pid)).toBe(true);
  });

  it('ends an engine that is just starting when it is closed', async () => {
    const options = await hostOptions();
    const host = localHost(options);
    const started = host.start();
    await eventually(() => expect(host.status().pid).not.toBeNull());
    const { pid } = host.status();
    await host.close({ stopEngine: true });
    await started;
    expect(isAlive(pid ?? 0)).toBe(false);
  });

  it('makes the folder of its log', async () => {
    const folder = join(await tempFolder(), 'deep', 'er');
    const options = await hostOptions({ logFile: join(folder, 'engine.log') });
    await hostFor(options).start();
    expect(existsSync(options.logFile)).toBe(true);
  });
});

/** An engine that somebody else started, ended with the test. */
async function startedEngine(options: LocalHostOptions) {
  const engine = await startEngine({ ...options, logFile: `${options.logFile}.other` });
  onTestFinished(async () => {
    engine.kill('SIGKILL');
    await engine.exited;
  });
  const connect = () => createConnection(options.socket);
  await eventually(async () => expect((await probeEngine(connect)).kind).toBe('gantry'));
  return engine;
}
