import { once } from 'node:events';
import { truncate, writeFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { readTar } from '../../../engine/disk/tar-reader.ts';
import { fakeEngine } from '../../testing/fake-engine.ts';
import { tempFolder } from '../../testing/temp-folder.ts';
import type { BuildWish } from '../types.ts';
import { LocalBuilds } from './local-builds.ts';

const LOGIN = { server: 'r.example', username: 'ann', password: 'secret', identityToken: '' };
const LOGINS = { list: () => [LOGIN] };

let folder: string;
beforeEach(async () => {
  folder = await tempFolder();
  await writeFile(join(folder, 'Dockerfile'), 'FROM x\n');
});

function wish(change: Partial<BuildWish> = {}): BuildWish {
  return {
    folder,
    dockerfile: 'Dockerfile',
    tags: ['web:1', 'web:2'],
    buildArgs: { A: '1' },
    target: '',
    platform: '',
    noCache: true,
    pull: false,
    secrets: [],
    ...change,
  };
}

/** An engine that has a record of each build whose request came in, unless told otherwise, and answers it as told. */
async function engine(
  build: (request: IncomingMessage, response: ServerResponse) => unknown,
  { keeps = true, isOurs = true } = {},
) {
  const known = new Set<string>();
  return await fakeEngine({
    request: (request, response) => {
      const { pathname } = new URL(request.url ?? '/', 'http://engine');
      if (pathname === '/build') {
        if (keeps) known.add(String(request.headers['x-gantry-build-id']));
        return build(request, response);
      }
      if (pathname === '/gantry/builds') return response.writeHead(isOurs ? 200 : 404).end('[]');
      const isKnown = known.has(pathname.replace('/gantry/builds/', ''));
      return response.writeHead(isKnown ? 200 : 404).end('{}');
    },
  });
}

describe('a build of a folder', () => {
  it('sends the folder, the options and the logins, and is known before it ends', async () => {
    const seen: { url?: string | undefined; config?: unknown; secrets?: string; names: string[] } = {
      names: [],
    };
    await writeFile(join(folder, '.dockerignore'), 'token');
    await writeFile(join(folder, 'token'), 'hush');
    const { port } = await engine(async (request) => {
      seen.url = request.url;
      seen.secrets = Buffer.from(String(request.headers['x-gantry-build-secrets']), 'base64').toString();
      seen.config = JSON.parse(
        Buffer.from(String(request.headers['x-registry-config']), 'base64url').toString(),
      ) as unknown;
      for await (const { header } of readTar(request as AsyncIterable<Buffer>)) seen.names.push(header.path);
    });
    const builds = new LocalBuilds(port, LOGINS);
    const id = await builds.start(wish({ secrets: [{ id: 'npm', file: join(folder, 'token') }] }));
    expect(id).toMatch(/^[0-9a-f]{64}$/);
    await vi.waitFor(() => expect(seen.names).toEqual(['.dockerignore', 'Dockerfile']));
    await vi.waitFor(() => expect(builds.upload(id)).toMatchObject({ state: 'over', error: null }));
    const query = new URL(seen.url ?? '', 'http://engine').searchParams;
    expect(query.getAll('t')).toEqual(['web:1', 'web:2']);
    expect([query.get('buildargs'), query.get('nocache'), query.get('pull')]).toEqual([
      '{"A":"1"}',
      '1',
      null,
    ]);
    expect(seen.secrets).toBe('{"npm":"hush"}');
    expect(seen.config).toMatchObject({ 'r.example': { username: 'ann' } });
  });

  it('that cannot be sent whole says why, and one that the engine wants no more does not', async () => {
    await writeFile(join(folder, 'large'), Buffer.alloc(8 * 1024 * 1024));
    const { port } = await engine(async (request) => {
      await once(request, 'data');
      request.pause();
      if (cut) request.destroy();
      else await truncate(join(folder, 'large'), 0);
      request.resume();
    });
    const builds = new LocalBuilds(port, LOGINS);
    let cut = false;
    const short = await builds.start(wish());
    await vi.waitFor(() => expect(builds.upload(short)?.error).toMatch(/'large' became shorter/), 10_000);
    cut = true;
    await writeFile(join(folder, 'large'), Buffer.alloc(8 * 1024 * 1024));
    const broken = await builds.start(wish());
    await vi.waitFor(
      () => expect(builds.upload(broken)).toMatchObject({ state: 'over', error: null }),
      10_000,
    );
  });

  it('that the engine refuses without a record of it says why', async () => {
    const { port } = await engine(
      (request, response) => {
        request.resume();
        response.writeHead(400).end('{"message":"invalid platform"}');
      },
      { keeps: false },
    );
    const builds = new LocalBuilds(port, LOGINS);
    await expect(builds.start(wish({ platform: 'x' }))).rejects.toMatchObject({
      status: 400,
      message: 'invalid platform',
    });
  });

  it('is refused on an engine that keeps no records before it builds anything', async () => {
    const build = vi.fn<(request: IncomingMessage, response: ServerResponse) => unknown>();
    const { port } = await engine(build, { keeps: false, isOurs: false });
    await expect(new LocalBuilds(port, LOGINS).start(wish())).rejects.toMatchObject({ status: 501 });
    expect(build).not.toHaveBeenCalled();
  });

  it('that is cancelled before the engine knows it is no longer sent', async () => {
    const leave = new AbortController();
    const gone = vi.fn<() => void>();
    const { port } = await engine(
      (request) => {
        request.resume().once('close', gone);
        leave.abort();
      },
      { keeps: false },
    );
    const builds = new LocalBuilds(port, LOGINS);
    await expect(builds.start(wish(), leave.signal)).rejects.toMatchObject({ status: 503 });
    await vi.waitFor(() => expect(gone).toHaveBeenCalled());
    await expect(builds.start(wish(), leave.signal)).rejects.toThrow(/abort/);
  });

  it('begins not at all without a folder or a Dockerfile', async () => {
    const fake = await engine(() => undefined);
    const builds = new LocalBuilds(fake.port, LOGINS);
    await expect(builds.start(wish({ folder: 'here' }))).rejects.toMatchObject({ status: 400 });
    await expect(builds.start(wish({ dockerfile: 'no' }))).rejects.toThrow(/no such file/);
    const secrets = [{ id: 'x', file: join(folder, 'no') }];
    await expect(builds.start(wish({ secrets }))).rejects.toThrow(/no is not there/);
    expect(fake.connections()).toBe(0);
  });

  it('says that the engine is gone', async () => {
    const fake = await engine(() => undefined);
    await fake.die();
    await expect(new LocalBuilds(fake.port, LOGINS).start(wish())).rejects.toMatchObject({ status: 503 });
  });
});
