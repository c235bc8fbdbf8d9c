import { writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { DesktopError } from '../desktop-error.ts';
import { tempFolder } from '../testing/temp-folder.ts';
import { desktopApi } from './desktop-api.ts';
import type { About, HostStatus, Settings } from './types.ts';

const STATUS: HostStatus = {
  host: 'local',
  state: 'running',
  detail: '',
  log: [],
  restarts: 0,
  nextTryAt: null,
  socket: '/nowhere/engine.sock',
  pid: 7,
  since: 0,
};
const ABOUT: About = { version: '1', shell: 'browser', platform: 'linux x64', dataRoot: '/d', socket: '/s' };
const SETTINGS: Settings = { theme: 'system', terminalFontSize: 13, stopEngineOnQuit: true };

async function desktop(more: { readonly chooseFolder?: () => Promise<string | undefined> } = {}) {
  const pageRoot = await tempFolder();
  await writeFile(join(pageRoot, 'index.html'), '<!doctype html>');
  const host = {
    status: () => STATUS,
    subscribe: () => () => undefined,
    connect: () => connect(STATUS.socket),
    start: vi.fn<() => Promise<HostStatus>>(() => Promise.resolve(STATUS)),
    stop: vi.fn<() => Promise<HostStatus>>(() => Promise.resolve({ ...STATUS, state: 'stopped' })),
  };
  const settings = {
    get: () => SETTINGS,
    update: vi.fn<(patch: Partial<Settings>) => Promise<Settings>>((patch) =>
      Promise.resolve({ ...SETTINGS, ...patch }),
    ),
  };
  const registries = {
    list: () => [{ server: 'r.example', username: 'ann', password: 'secret', identityToken: '' }],
    put: vi.fn<() => Promise<void>>(() => Promise.resolve()),
    remove: vi.fn<(server: string) => Promise<void>>(() => Promise.resolve()),
  };
  const projects = { list: () => [], put: () => Promise.resolve(), remove: () => Promise.resolve() };
  const api = desktopApi({ host, settings, registries, projects, about: ABOUT, pageRoot, ...more });
  const ask = (path: string, method = 'GET', body?: string) =>
    api.fetch(new Request(`http://page${path}`, { method, ...(body === undefined ? {} : { body }) }));
  return { host, settings, registries, ask };
}

describe('the desktop’s own answers', () => {
  it('say how the engine stands and what this is', async () => {
    const { ask } = await desktop();
    expect(await (await ask('/desktop/status')).json()).toEqual(STATUS);
    expect(await (await ask('/desktop/about')).json()).toEqual(ABOUT);
    expect(await (await ask('/desktop/settings')).json()).toEqual(SETTINGS);
  });

  it('start, stop and restart the engine', async () => {
    const { ask, host } = await desktop();
    expect(await (await ask('/desktop/engine/stop', 'POST')).json()).toMatchObject({ state: 'stopped' });
    expect(await (await ask('/desktop/engine/start', 'POST')).json()).toMatchObject({ state: 'running' });
    await ask('/desktop/engine/restart', 'POST');
    expect([host.stop.mock.calls.length, host.start.mock.calls.length]).toEqual([2, 2]);
  });

  it('do nothing for a GET that should have been a POST', async () => {
    const { ask, host } = await desktop();
    expect((await ask('/desktop/engine/stop')).status).toBe(404);
    expect(host.stop).not.toHaveBeenCalled();
  });

  it('say why the engine could not be stopped', async () => {
    const { ask, host } = await desktop();
    host.stop.mockRejectedValueOnce(new DesktopError(409, 'Not ours.'));
    const response = await ask('/desktop/engine/stop', 'POST');
    expect([response.status, await response.json()]).toEqual([409, { message: 'Not ours.' }]);
  });

  it('have a dialog for folders only where the shell has one', async () => {
    const { ask } = await desktop();
    expect((await ask('/desktop/folder-dialog', 'POST')).status).toBe(404);
    const answers = ['/a/project', undefined];
    const { ask: askShell } = await desktop({ chooseFolder: () => Promise.resolve(answers.shift()) });
    expect(await (await askShell('/desktop/folder-dialog', 'POST')).json()).toEqual({ path: '/a/project' });
    expect(await (await askShell('/desktop/folder-dialog', 'POST')).json()).toEqual({ path: null });
  });

  it('tell logins without their passwords, and forget them', async () => {
    const { ask, registries } = await desktop();
    expect(await (await ask('/desktop/registries')).json()).toEqual([
      { server: 'r.example', username: 'ann' },
    ]);
    await ask('/desktop/registries?server=r.example', 'DELETE');
    expect(registries.remove).toHaveBeenCalledWith('r.example');
  });

  it('keep no login that is incomplete or could not be verified', async () => {
    const { ask, registries } = await desktop();
    expect((await ask('/desktop/registries', 'PUT', '{"server":"r.example"}')).status).toBe(400);
    const whole = '{"server":"r.example","username":"ann","password":"x"}';
    expect((await ask('/desktop/registries', 'PUT', whole)).status).toBe(503);
    expect(registries.put).not.toHaveBeenCalled();
  });

  it('keep settings that are valid', async () => {
    const { ask, settings } = await desktop();
    const response = await ask('/desktop/settings', 'PATCH', '{"theme":"dark"}');
    expect(await response.json()).toEqual({ ...SETTINGS, theme: 'dark' });
    expect(settings.update).toHaveBeenCalledWith({ theme: 'dark' });
  });

  it.each(['{"theme":"pink"}', '{"colour":"red"}', '{"terminalFontSize":"13"}', '[]', 'null', '{', ''])(
    'refuse the settings %s',
    async (body) => {
      const { ask, settings } = await desktop();
      expect((await ask('/desktop/settings', 'PATCH', body)).status).toBe(400);
      expect(settings.update).not.toHaveBeenCalled();
    },
  );

  it('are errors in the engine’s form for what does not exist', async () => {
    const { ask } = await desktop();
    const response = await ask('/desktop/nothing');
    expect([response.status, await response.json()]).toEqual([
      404,
      { message: 'The desktop has no GET /desktop/nothing.' },
    ]);
  });
});

describe('an answer', () => {
  it.each([
    ['/', "default-src 'self'"],
    ['/containers', "default-src 'self'"],
    ['/desktop/status', "default-src 'none'"],
    ['/desktop/nothing', "default-src 'none'"],
    ['/engine/containers/json', "default-src 'none'"],
    ['/engine//evil', "default-src 'none'"],
  ])('carries the headers that protect the page: %s', async (path, policy) => {
    const { headers } = await (await desktop()).ask(path);
    expect(headers.get('content-security-policy')).toContain(policy);
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });

  it('is 503 with a sentence when the engine is not reached', async () => {
    const response = await (await desktop()).ask('/engine/containers/json');
    expect(response.status).toBe(503);
    expect(await response.json()).toEqual({ message: expect.stringContaining('engine') });
  });

  it('is 400 for what only looks like the engine’s', async () => {
    expect((await (await desktop()).ask('/engine//evil')).status).toBe(400);
    expect((await (await desktop()).ask('/engine')).status).toBe(400);
  });
});
