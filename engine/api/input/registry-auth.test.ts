import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { registryAuth, registryConfig } from './registry-auth.ts';

const pack = (value: unknown, alphabet: 'base64' | 'base64url' = 'base64url') =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString(alphabet);
const read = (header: string) => registryAuth({ 'x-registry-auth': header });

describe('X-Registry-Auth', () => {
  const ann = { username: 'ann', password: 'pä??>>', serveraddress: 'host:5000' };

  it('may be missing', () => {
    expect(registryAuth({})).toBeUndefined();
  });

  it.each([
    ['in the alphabet of URLs', pack(ann)],
    ['in the usual alphabet, with padding', pack(ann, 'base64')],
    ['with fields that nobody needs', pack({ ...ann, email: 'a@b', other: 1 })],
  ])('is read %s', (_, header) => {
    expect(read(header)).toMatchObject(ann);
  });

  it.each([
    '',
    'e30=',
    'e30',
    '%%%',
    pack('null'),
    pack('[1]'),
    pack('{"username":7}'),
    pack('nonsense'),
    '=',
  ])('that holds no credentials (%j) counts as none', (header) => {
    expect(Object.values(read(header) ?? {}).filter((value) => value !== undefined)).toEqual([]);
  });

  it('never fails, whatever it holds', () => {
    const header = fc.oneof(
      fc.string(),
      fc.json().map((text) => pack(text)),
    );
    fc.assert(
      fc.property(header, (text) => {
        expect(read(text)).toBeTypeOf('object');
      }),
    );
  });
});

describe('X-Registry-Config', () => {
  it('gives credentials by host, and nothing for nonsense', () => {
    const config = { 'a:1': { username: 'x', password: 'y' }, 'https://index.docker.io/v1/': { auth: 'z' } };
    const read = registryConfig({ 'x-registry-config': pack(config) });
    expect(read.get('a:1')).toMatchObject({ username: 'x', password: 'y' });
    expect([...read.keys()]).toEqual(Object.keys(config));
    expect(registryConfig({ 'x-registry-config': '!' }).size).toBe(0);
    expect(registryConfig({}).size).toBe(0);
  });
});
