import { describe, expect, it } from 'vitest';
import { registryIn, withLogin, withLoginFor } from './registry-login.ts';

const LOGINS = {
  list: () => [{ server: '127.0.0.1:5000', username: 'ann', password: 'secret', identityToken: '' }],
};

describe('registryIn', () => {
  it.each([
    ['POST', '/engine/images/create?fromImage=busybox&tag=1', 'docker.io'],
    ['POST', '/engine/v1.43/images/create?fromImage=127.0.0.1%3A5000%2Fapp', '127.0.0.1:5000'],
    ['POST', '/engine/images/127.0.0.1:5000/team/app/push?tag=1', '127.0.0.1:5000'],
    ['GET', '/engine/distribution/localhost/app:1/json', 'localhost'],
    ['POST', '/engine/images/create?fromSrc=-', undefined],
    ['GET', '/engine/images/json', undefined],
    ['DELETE', '/engine/images/127.0.0.1:5000/app', undefined],
  ])('%s %s talks to %s', (method, path, registry) => expect(registryIn(method, path)).toBe(registry));
});

describe('a login', () => {
  const pull = {
    type: 'open',
    id: 1,
    kind: 'http',
    method: 'POST',
    path: '/engine/images/create?fromImage=127.0.0.1:5000/app',
  } as const;
  const decoded = (header: string | null | undefined) =>
    JSON.parse(Buffer.from(header ?? '', 'base64url').toString()) as unknown;
  const config = { username: 'ann', password: 'secret', serveraddress: '127.0.0.1:5000' };

  it('is added to the pull that needs it, and to nothing else', () => {
    expect(decoded(withLogin(pull, LOGINS).headers?.['x-registry-auth'])).toEqual(config);
    const other = { ...pull, path: '/engine/images/create?fromImage=busybox' };
    expect(withLogin(other, LOGINS)).toBe(other);
  });

  it('does not replace one that the page gave', () => {
    const given = { ...pull, headers: { 'X-Registry-Auth': 'mine' } };
    expect(withLogin(given, LOGINS)).toBe(given);
  });

  it('is added to requests too', () => {
    const request = withLoginFor(new Request(`http://page${pull.path}`, { method: 'POST' }), LOGINS);
    expect(decoded(request.headers.get('x-registry-auth'))).toEqual(config);
  });
});
