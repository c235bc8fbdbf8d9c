import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { orInvalid } from '../../testing/or-invalid.ts';
import { parseBind, parseVolumesFrom } from './parse-bind.ts';

describe('parseBind', () => {
  it('reads a volume, a path of the host, and a destination alone', () => {
    expect(parseBind('data:/var/lib//x/', '')).toMatchObject({
      type: 'volume',
      name: 'data',
      destination: '/var/lib/x',
      readOnly: false,
      copy: true,
      mode: 'z',
    });
    expect(parseBind('/host/../srv/:/x:ro,rslave', '')).toMatchObject({
      type: 'bind',
      source: '/srv',
      destination: '/x',
      readOnly: true,
      propagation: 'rslave',
      createSource: true,
      mode: 'ro,rslave',
    });
    expect(parseBind('/x', 'local')).toMatchObject({
      type: 'volume',
      name: '',
      destination: '/x',
      driver: 'local',
    });
  });

  it('takes an empty mode for none', () => {
    expect(parseBind('a:/x:', '')).toEqual(parseBind('a:/x', ''));
  });

  it('reads the words of a mode in any order', () => {
    expect(parseBind('data:/x:nocopy,ro,Z,delegated', '')).toMatchObject({
      copy: false,
      readOnly: true,
      mode: 'nocopy,ro,Z,delegated',
    });
  });

  const spec = (text: string, why: string) =>
    `invalid volume specification: '${text}': invalid mount config for type ${why}`;
  it.each([
    ['', "invalid volume specification: ''"],
    [':/x', "invalid volume specification: ':/x'"],
    ['/x:ro', "invalid volume specification: '/x:ro'"],
    ['a:/x:ro:z', "invalid volume specification: 'a:/x:ro:z'"],
    ['a:/x:fast', 'invalid mode: fast'],
    ['a:/x:ro,rw', 'invalid mode: ro,rw'],
    ['a:/x:z,Z', 'invalid mode: z,Z'],
    ['a:/x:ro,ro', 'invalid mode: ro,ro'],
    ['a:/', spec('a:/', `"volume": invalid specification: destination can't be '/'`)],
    ['a:/x/../..', spec('a:/x/../..', `"volume": invalid specification: destination can't be '/'`)],
    ['a:b', spec('a:b', `"volume": invalid mount path: 'b' mount path must be absolute`)],
    ['/a:b', spec('/a:b', `"bind": invalid mount path: 'b' mount path must be absolute`)],
    ['a:/x:rshared', spec('a:/x:rshared', '"volume": field BindOptions must not be specified')],
    ['/a:/x:nocopy', spec('/a:/x:nocopy', '"bind": field VolumeOptions must not be specified')],
  ])('answers %j as Docker does', (text, message) => {
    expect(() => parseBind(text, '')).toThrow(message);
  });

  it('answers anything with a mount at a normal absolute path, or calls it invalid', () => {
    const word = fc.constantFrom(
      '/',
      '/a',
      'a',
      '..',
      '.',
      ':',
      ':ro',
      ',',
      'rshared',
      'nocopy',
      '//',
      '\0',
      ' ',
      'ä',
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(word, { maxLength: 8 }).map((words) => words.join('')),
    );
    fc.assert(
      fc.property(text, (bind) => {
        const wish = orInvalid(() => parseBind(bind, ''));
        if (wish === undefined) return;
        expect(wish.destination).toMatch(/^\/[^\0]*[^/\0]$/);
        expect(`${wish.destination}/`).not.toMatch(/\/\.{0,2}\//);
        expect(wish.type === 'bind' ? wish.source : '/').toMatch(/^\/[^\0]*$/);
      }),
    );
  });
});

describe('parseVolumesFrom', () => {
  it('reads a container with or without a mode', () => {
    expect(parseVolumesFrom('c')).toEqual({ container: 'c', readOnly: false });
    expect(parseVolumesFrom('c:ro')).toEqual({ container: 'c', readOnly: true });
    expect(parseVolumesFrom('c:')).toEqual({ container: 'c', readOnly: false });
    expect(parseVolumesFrom('c:rw,z')).toEqual({ container: 'c', readOnly: false });
  });

  it.each([
    ['', 'volumes-from specification cannot be an empty string'],
    ['c:rslave', 'invalid mode: rslave'],
    ['c:nocopy', 'invalid mode: nocopy'],
    ['c:ro:z', 'invalid mode: ro:z'],
  ])('refuses %j', (text, message) => {
    expect(() => parseVolumesFrom(text)).toThrow(message);
  });
});
