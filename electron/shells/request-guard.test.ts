import { describe, expect, it } from 'vitest';
import { type GuardedRequest, guard, type Keys } from './request-guard.ts';

const KEYS: Keys = { token: 'the-token', session: 'the-session', cookieName: 'gantry-4000' };
const HOST = '127.0.0.1:4000';
const COOKIE = 'gantry-4000=the-session';

type Headers = GuardedRequest['headers'];

function judge(target: string, headers: Headers, method = 'GET') {
  return guard({ method, target, headers: { host: HOST, ...headers } }, KEYS);
}

describe('the guard of the browser shell', () => {
  it('lets a window in that has the cookie', () => {
    expect(judge('/containers', { cookie: `theme=dark; ${COOKIE}; x=y` })).toEqual({ kind: 'allow' });
    expect(judge('/engine/x', { cookie: COOKIE, origin: `http://${HOST}` }, 'POST')).toEqual({
      kind: 'allow',
    });
  });

  it('changes the token of the printed address into a cookie, and takes it out of the address', () => {
    expect(judge('/?token=the-token', {})).toEqual({
      kind: 'sign-in',
      location: '/',
      cookie: 'gantry-4000=the-session; Path=/; HttpOnly; SameSite=Strict',
    });
    expect(judge('/images?a=1&token=the-token', { cookie: COOKIE })).toMatchObject({
      location: '/images?a=1',
    });
  });

  it.each([
    '//evil.example/?token=the-token',
    '///evil.example?token=the-token',
    '/\\evil.example?token=the-token',
  ])('never sends a window elsewhere: %s', (target) => {
    const verdict = judge(target, {});
    const location = verdict.kind === 'sign-in' ? verdict.location : '/';
    expect(new URL(location, 'http://127.0.0.1').host).toBe('127.0.0.1');
  });

  it.each([
    ['no cookie', {}],
    ['an empty cookie', { cookie: 'gantry-4000=' }],
    ['a wrong cookie', { cookie: 'gantry-4000=the-sessioN' }],
    ['the cookie of another port', { cookie: 'gantry-4001=the-session' }],
    ['the token as cookie', { cookie: 'gantry-4000=the-token' }],
    ['a cookie whose name only ends alike', { cookie: 'x-gantry-4000=the-session' }],
  ])('refuses %s', (_what, headers) => {
    expect(judge('/', headers)).toMatchObject({ kind: 'refuse', status: 401 });
  });

  it.each(['/?token=', '/?token=wrong', '/?token=the-token2', '/?token=the-session'])(
    'refuses %s',
    (target) => {
      expect(judge(target, {})).toMatchObject({ kind: 'refuse', status: 401 });
    },
  );

  it('takes a token only where a person opens a page', () => {
    expect(judge('/engine/x?token=the-token', {})).toMatchObject({ kind: 'refuse', status: 401 });
    expect(judge('/?token=the-token', {}, 'POST')).toMatchObject({ kind: 'refuse', status: 401 });
  });

  it.each([
    'evil.example',
    'evil.example:4000',
    '127.0.0.1.evil.example:4000',
    'localhost.evil.example',
    '127.0.0.1@evil.example',
    '127.0.0.2:4000',
    '10.0.0.5:4000',
    '0.0.0.0:4000',
    '',
    undefined,
  ])('refuses the host "%s", with the cookie and with the token', (host) => {
    expect(judge('/', { host, cookie: COOKIE })).toMatchObject({ kind: 'refuse', status: 403 });
    expect(judge('/?token=the-token', { host })).toMatchObject({ kind: 'refuse', status: 403 });
  });

  it.each(['localhost:4000', '127.0.0.1:9000', '[::1]:4000', 'LOCALHOST'])(
    'answers under %s, as behind a forwarded port',
    (host) => {
      expect(judge('/', { host, cookie: COOKIE })).toEqual({ kind: 'allow' });
    },
  );

  it.each([
    'http://evil.example',
    'http://127.0.0.1:8080',
    'http://localhost:4000',
    'https://127.0.0.1:4000',
    'http://127.0.0.1:40000',
    'null',
    '',
  ])('refuses the origin "%s" in spite of the cookie', (origin) => {
    expect(judge('/desktop/stream', { cookie: COOKIE, origin })).toMatchObject({
      kind: 'refuse',
      status: 403,
    });
  });

  it.each(['cross-site', 'same-site'])('refuses what a %s page loads, which sends no origin', (site) => {
    const headers = { cookie: COOKIE, 'sec-fetch-site': site, 'sec-fetch-mode': 'no-cors' };
    expect(judge('/engine/containers/json', headers)).toMatchObject({ kind: 'refuse', status: 403 });
    expect(judge('/', headers)).toMatchObject({ kind: 'refuse', status: 403 });
  });

  it('refuses a link of another page to the engine', () => {
    const headers = { cookie: COOKIE, 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'navigate' };
    expect(judge('/engine/containers/json', headers)).toMatchObject({ kind: 'refuse', status: 403 });
  });

  it('has a page ask again that came by a link on another site, which holds a strict cookie back', () => {
    const headers = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' };
    expect(judge('/', headers)).toEqual({ kind: 'ask-again' });
    expect(judge('/', { ...headers, 'sec-fetch-site': 'same-origin' })).toMatchObject({
      kind: 'refuse',
      status: 401,
    });
  });
});
