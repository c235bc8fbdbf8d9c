import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { atLeast, checkVersion, splitVersion } from './version-path.ts';

describe('the version in a path', () => {
  it.each([
    ['/v1.43/info', '/info', 1, 43],
    ['/info', '/info', 1, 51],
    ['/v1.24/containers/v1.30/json', '/containers/v1.30/json', 1, 24],
    ['/v2/info', '/info', 2, 0],
    ['/version', '/version', 1, 51],
    ['/v1.x/info', '/v1.x/info', 1, 51],
  ])('%s is %s of %d.%d', (path, rest, major, minor) => {
    expect(splitVersion(path)).toEqual({ version: { major, minor }, path: rest });
  });

  it('counts 1.9 as older than 1.24', () => {
    expect(() => checkVersion({ major: 1, minor: 9 })).toThrow('too old');
    expect(atLeast({ major: 1, minor: 44 }, '1.9')).toBe(true);
  });

  it('never throws for any path, and finds every version that is written', () => {
    fc.assert(fc.property(fc.string(), (path) => void splitVersion(path)));
    fc.assert(
      fc.property(fc.nat(9999), fc.nat(9999), fc.webPath({ size: 'small' }), (major, minor, tail) => {
        expect(splitVersion(`/v${major}.${minor}/${tail}`)).toEqual({
          version: { major, minor },
          path: `/${tail}`,
        });
      }),
    );
  });
});
