import { describe, expect, it } from 'vitest';
import { headersFromEngine, headersToEngine, registryHeaders } from './headers.ts';

describe('headers to the engine', () => {
  it('pass when the engine needs them', () => {
    const headers = new Headers({
      'Content-Type': 'application/x-tar',
      'X-Registry-Auth': 'abc',
      Range: 'bytes=0-1',
    });
    expect(headersToEngine(headers)).toEqual({
      'user-agent': 'Gantry',
      'content-type': 'application/x-tar',
      'x-registry-auth': 'abc',
      range: 'bytes=0-1',
    });
  });

  it('stay here when they belong to the page or to the connection', () => {
    const headers = new Headers({
      authorization: 'Bearer x',
      'user-agent': 'Mozilla/5.0',
      'transfer-encoding': 'chunked',
      upgrade: 'h2c',
      expect: '100-continue',
      'x-forwarded-for': '10.0.0.1',
      'sec-fetch-site': 'none',
    });
    headers.append('cookie', 'gantry=secret');
    headers.append('host', 'evil');
    headers.append('connection', 'content-length');
    headers.append('origin', 'http://127.0.0.1');
    expect(headersToEngine(headers)).toEqual({ 'user-agent': 'Gantry' });
  });
});

describe('headers that a page adds to a stream', () => {
  it('are only those of a registry', () => {
    expect(
      registryHeaders({ 'X-Registry-Auth': 'a', 'x-registry-config': 'b', 'Content-Length': '5' }),
    ).toEqual({
      'X-Registry-Auth': 'a',
      'x-registry-config': 'b',
    });
  });
});

describe('headers from the engine', () => {
  const from = (...raw: string[]) => Object.fromEntries(headersFromEngine(raw));

  it('pass, repeated ones joined', () => {
    expect(
      from('Api-Version', '1.51', 'Warning', 'a', 'Warning', 'b', 'X-Docker-Container-Path-Stat', 'e30='),
    ).toEqual({
      'api-version': '1.51',
      warning: 'a, b',
      'x-docker-container-path-stat': 'e30=',
    });
  });

  it('stay there when they belong to one connection, also those that it names', () => {
    expect(
      from(
        'Connection',
        'keep-alive, X-Hop',
        'X-Hop',
        '1',
        'Transfer-Encoding',
        'chunked',
        'Upgrade',
        'tcp',
        'X-On',
        '2',
      ),
    ).toEqual({ 'x-on': '2' });
  });

  it.each([
    ['Set-Cookie', 'a=b'],
    ['Access-Control-Allow-Origin', '*'],
    ['Content-Security-Policy', 'default-src *'],
    ['Clear-Site-Data', '"*"'],
    ['Service-Worker-Allowed', '/'],
    ['Cross-Origin-Opener-Policy', 'unsafe-none'],
  ])('stay there when they would change our origin: %s', (name, value) => {
    expect(from(name, value)).toEqual({});
  });
});
