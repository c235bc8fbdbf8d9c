import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { kindOf } from '../base/errors.ts';
import { bytesOf } from '../testing/tar-of.ts';
import { testRegistries } from '../testing/test-registries.ts';
import { refuse, TestRegistry } from '../testing/test-registry.ts';
import type { Credentials } from './auth/credentials.ts';
import { login } from './login.ts';
import type { Access, RegistriesOptions } from './registries.ts';
import type { Repository } from './repository.ts';
import { search } from './search.ts';
import { parseRegistrySettings } from './settings.ts';

const PATH = 'some/thing';
const BLOB = Buffer.from('a blob of some size '.repeat(20_000));
const ANN: Credentials = { kind: 'password', username: 'ann', password: 'secret' };

let registry: TestRegistry;
beforeEach(async () => {
  registry = await TestRegistry.start();
});
afterEach(async () => {
  await registry[Symbol.asyncDispose]();
});

async function open(
  access: Partial<Access> = {},
  options: Partial<RegistriesOptions> = {},
): Promise<Repository> {
  const name = { domain: registry.host, path: PATH };
  return testRegistries(options).repository(name, { credentials: ANN, purpose: 'pull', ...access });
}

/** Lets in only those who have a token; answers what tokens were asked for with. */
function wantTokens(answer: (count: number) => object = (count) => ({ token: `token-${count}` })) {
  const asks: {
    readonly scopes: string[];
    readonly authorization: string | undefined;
    readonly body: string;
  }[] = [];
  const state = { asks, revoked: new Set<string>() };
  registry.trick = async ({ path, headers }, response) => {
    const url = new URL(path, 'http://registry');
    if (url.pathname === '/token') {
      const chunks: Buffer[] = [];
      for await (const chunk of response.req as AsyncIterable<Buffer>) chunks.push(chunk);
      asks.push({
        scopes: url.searchParams.getAll('scope'),
        authorization: headers.authorization,
        body: Buffer.concat(chunks).toString(),
      });
      response.writeHead(200).end(JSON.stringify(answer(asks.length)));
      return true;
    }
    const token = headers.authorization ?? '';
    if (token.startsWith('Bearer ') && !state.revoked.has(token)) return false;
    const challenge = `Bearer realm="http://${registry.host}/token",service="test",scope="from:challenge:pull"`;
    refuse(response, 401, 'UNAUTHORIZED', 'authentication required', { 'WWW-Authenticate': challenge });
    return true;
  };
  return state;
}

const upload = (content = BLOB) => ({
  digest: registry.addBlob(content),
  size: content.length,
  async *read(offset: number, end: number) {
    for (let at = offset; at < end; at += 65_536) yield content.subarray(at, Math.min(at + 65_536, end));
  },
});

describe('a token', () => {
  it('is asked for with the password and the scope, and used again', async () => {
    const digest = registry.addBlob(BLOB);
    const { asks } = wantTokens();
    const repository = await open();
    await repository.readBlob({ digest, size: BLOB.length });
    expect(await repository.has(digest)).toBe(true);
    expect(asks).toEqual([
      {
        scopes: [`repository:${PATH}:pull`],
        authorization: `Basic ${Buffer.from('ann:secret').toString('base64')}`,
        body: '',
      },
    ]);
  });

  it('for a push names what it may be mounted from', async () => {
    const { asks } = wantTokens();
    const repository = await open({ purpose: 'push', mountFrom: ['other/thing'] });
    await repository.has(registry.addBlob(BLOB));
    expect(asks[0]?.scopes).toEqual([`repository:${PATH}:pull,push`, 'repository:other/thing:pull']);
  });

  it('is asked for without a name by who has none', async () => {
    const { asks } = wantTokens();
    await (await open({ credentials: { kind: 'anonymous' } })).has(registry.addBlob(BLOB));
    expect(asks[0]?.authorization).toBeUndefined();
  });

  it('is got with an identity token by POST', async () => {
    const { asks } = wantTokens(() => ({ access_token: 'short' }));
    await (await open({ credentials: { kind: 'identity-token', username: '', token: 'long' } })).has(
      registry.addBlob(BLOB),
    );
    expect(Object.fromEntries(new URLSearchParams(asks[0]?.body))).toMatchObject({
      grant_type: 'refresh_token',
      refresh_token: 'long',
      service: 'test',
      scope: `repository:${PATH}:pull`,
    });
  });

  it('that the registry takes no more is renewed once', async () => {
    const digest = registry.addBlob(BLOB);
    const { asks, revoked } = wantTokens();
    const repository = await open();
    await repository.has(digest);
    revoked.add('Bearer token-1');
    expect(await repository.has(digest)).toBe(true);
    expect(asks).toHaveLength(2);
    for (const count of [2, 3, 4]) revoked.add(`Bearer token-${count}`);
    const failure: unknown = await repository.has(digest).catch((error: unknown) => error);
    expect(kindOf(failure)).toBe('unauthorized');
    expect(asks).toHaveLength(3);
  });

  it('is renewed when its time is up', async () => {
    const digest = registry.addBlob(BLOB);
    let now = 1_000_000;
    const { asks } = wantTokens((count) => ({ token: `token-${count}`, expires_in: 300 }));
    const clock = { now: () => now, sleep: async () => undefined };
    const repository = await open({}, { clock });
    await repository.has(digest);
    now += 280_000;
    await repository.has(digest);
    expect(asks).toHaveLength(1);
    now += 20_000;
    await repository.has(digest);
    expect(asks).toHaveLength(2);
  });

  it('given by the client goes to the registry as it is', async () => {
    const { asks } = wantTokens();
    await (await open({ credentials: { kind: 'registry-token', token: 'given' } })).has(
      registry.addBlob(BLOB),
    );
    expect(asks).toEqual([]);
    expect(registry.asked.at(-1)?.headers.authorization).toBe('Bearer given');
  });

  it('that lasts is what a login answers', async () => {
    const { asks } = wantTokens(() => ({ token: 'short', refresh_token: 'long' }));
    expect(await login(testRegistries(), registry.host, ANN)).toBe('long');
    expect(asks).toHaveLength(2);
  });
});

describe('a redirect', () => {
  it('to another host goes without credentials, to the same one with them', async () => {
    await using elsewhere = await TestRegistry.start();
    const digest = elsewhere.addBlob(BLOB);
    wantTokens();
    const { trick } = registry;
    registry.trick = (asked, response) => {
      const isHop = asked.headers.authorization !== undefined && asked.path.includes('/blobs/');
      if (!isHop) return trick(asked, response);
      const Location = asked.path.endsWith('?hop')
        ? `http://${elsewhere.host}/v2/x/blobs/${digest}`
        : `${asked.path}?hop`;
      response.writeHead(307, { Location }).end();
      return true;
    };
    expect((await bytesOf((await open()).blob({ digest, size: BLOB.length }))).equals(BLOB)).toBe(true);
    expect(registry.asked.find(({ path }) => path.endsWith('?hop'))?.headers.authorization).toBe(
      'Bearer token-1',
    );
    expect(elsewhere.asked[0]?.headers.authorization).toBeUndefined();
  });

  it('to what is no address is refused', async () => {
    registry.trick = ({ path }, response) =>
      path.includes('/blobs/') && (response.writeHead(302, { Location: 'gopher://x' }).end(), true);
    await expect((await open()).has(registry.addBlob(BLOB))).rejects.toThrow(
      'redirects to an address that is none',
    );
  });
});

describe('an upload', () => {
  it('that breaks goes on where the registry is', async () => {
    const large = Buffer.alloc(8_000_000, 'push');
    const source = upload(large);
    registry.blobs.clear();
    let breaks = 1;
    registry.trick = ({ method }, response) => {
      if (method === 'PATCH' && breaks-- > 0) setTimeout(() => response.req.socket.destroy(), 10);
      return false;
    };
    const sent: number[] = [];
    const repository = await open({ purpose: 'push' });
    const slow = async function* (offset: number, end: number) {
      for await (const chunk of source.read(offset, end)) {
        await new Promise((resolve) => setTimeout(resolve, 1));
        yield chunk;
      }
    };
    await repository.upload({ ...source, read: slow, onSent: (bytes) => sent.push(bytes) });
    expect(registry.blobs.has(source.digest)).toBe(true);
    const starts = registry.asked
      .filter(({ method }) => method === 'PATCH')
      .map(({ headers }) => headers['content-range']);
    expect(starts).toHaveLength(2);
    expect(starts[1]).toMatch(/^[1-9]\d*-7999999$/);
    expect(sent.at(-1)).toBe(large.length);
  });

  it('that is too large for one request goes in pieces', async () => {
    const large = Buffer.alloc(20_000_000, 'push');
    const source = upload(large);
    registry.blobs.clear();
    registry.trick = ({ method, headers }, response) => {
      if (method !== 'PATCH' || Number(headers['content-length']) <= 16 * 1024 * 1024) return false;
      response.writeHead(413).end();
      return true;
    };
    await (await open({ purpose: 'push' })).upload(source);
    expect(registry.blobs.has(source.digest)).toBe(true);
    expect(registry.count('PATCH', '/uploads/')).toBe(3);
  });

  it('of nothing is one too', async () => {
    const source = upload(Buffer.alloc(0));
    registry.blobs.clear();
    await (await open({ purpose: 'push' })).upload(source);
    expect(registry.blobs.has(source.digest)).toBe(true);
  });

  it('of one byte is one too', async () => {
    const source = upload(Buffer.from('x'));
    registry.blobs.clear();
    await (await open({ purpose: 'push' })).upload(source);
    expect(registry.blobs.has(source.digest)).toBe(true);
  });

  it('is spared by a mount, and made when the mount is refused', async () => {
    const source = upload();
    const repository = await open({ purpose: 'push' });
    expect(await repository.upload(source, ['other/thing'])).toBe('other/thing');
    registry.trick = ({ path }, response) =>
      path.includes('mount=') && (refuse(response, 403, 'DENIED', 'not yours'), true);
    expect(await repository.upload(source, ['other/thing'])).toBeUndefined();
    expect(registry.count('PATCH', '/uploads/')).toBe(1);
  });

  it('that the registry refuses says why', async () => {
    const source = { ...upload(), digest: registry.addBlob(Buffer.from('something else')) };
    await expect((await open({ purpose: 'push' })).upload(source)).rejects.toThrow(
      'digest invalid: wrong digest',
    );
  });
});

describe('the tags of a repository', () => {
  it('come page by page', async () => {
    registry.trick = ({ path }, response) => {
      if (!path.includes('/tags/list')) return false;
      const isFirst = !path.includes('last=');
      const Link = `</v2/${PATH}/tags/list?last=b&n=2>; rel="next"`;
      response
        .writeHead(200, isFirst ? { Link } : {})
        .end(JSON.stringify({ tags: isFirst ? ['a', 'b'] : ['c'] }));
      return true;
    };
    expect(await (await open()).tags()).toEqual(['a', 'b', 'c']);
  });
});

describe('a mirror', () => {
  it('gets no password that was meant for the registry, and gives way when it fails', async () => {
    await using second = await TestRegistry.start();
    const digest = second.addBlob(BLOB);
    registry.trick = (_, response) => {
      response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="x"' }).end();
      return true;
    };
    const mirrors = [`http://${registry.host}`, `http://${second.host}`];
    const registries = testRegistries({ settings: parseRegistrySettings({ mirrors, insecure: [] }) });
    const repository = await registries.repository(
      { domain: 'docker.io', path: PATH },
      { credentials: ANN, purpose: 'pull' },
    );
    expect(await repository.has(digest)).toBe(true);
    for (const { headers } of [...registry.asked, ...second.asked])
      expect(headers.authorization).toBeUndefined();
  });
});

describe('a search', () => {
  it('asks the registry that the term names', async () => {
    registry.trick = ({ path }, response) => {
      if (!path.startsWith('/v1/search')) return false;
      response
        .writeHead(200)
        .end(JSON.stringify({ results: [{ name: 'a/b', description: null, star_count: 3 }] }));
      return true;
    };
    expect(await search(testRegistries(), { term: `${registry.host}/word`, limit: 7 }, undefined)).toEqual([
      { name: 'a/b', description: '', star_count: 3, is_official: false, is_automated: false },
    ]);
    expect(registry.asked.at(-1)?.path).toBe('/v1/search?q=word&n=7');
  });

  it('of a registry that has none says so', async () => {
    registry.trick = ({ path }, response) => path.startsWith('/v1/') && (response.writeHead(404).end(), true);
    await expect(
      search(testRegistries(), { term: `${registry.host}/x`, limit: 7 }, undefined),
    ).rejects.toThrow(/^Unexpected status code 404: the registry 127\.0\.0\.1:\d+ cannot be searched$/);
  });
});
