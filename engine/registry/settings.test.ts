import { describe, expect, it } from 'vitest';
import { describeRegistries } from './describe.ts';
import { endpointsOf } from './endpoint.ts';
import { isInsecure } from './insecure.ts';
import { parseRegistrySettings } from './settings.ts';

const settings = parseRegistrySettings({
  mirrors: ['https://mirror.example/', 'http://10.0.0.1:5000', 'https://mirror.example'],
  insecure: ['lab.example:5000', '10.0.0.0/8', 'http://plain.example/'],
});

const bases = async (domain: string, purpose: 'read' | 'write' = 'read') =>
  (await endpointsOf(domain, settings, purpose)).map(
    ({ base, verifiesTls }) => `${base}${verifiesTls ? '' : ' (insecure)'}`,
  );

describe('the settings of registries', () => {
  it('name mirrors once, without a slash', () => {
    expect(settings.mirrors).toEqual(['https://mirror.example', 'http://10.0.0.1:5000']);
  });

  it.each([
    [{ mirrors: ['nonsense'] }, 'invalid mirror: not a URL: nonsense'],
    [{ mirrors: ['ftp://x'] }, 'invalid mirror: unsupported scheme "ftp", it must be http or https: ftp://x'],
    [{ mirrors: ['http://x?a=b'] }, 'invalid mirror: query or fragment are not allowed: http://x?a=b'],
    [{ mirrors: ['http://u:p@x'] }, 'invalid mirror: a user or password is not allowed'],
    [{ insecure: ['a b'] }, 'insecure registry a b is not valid'],
    [{ insecure: ['host:99999'] }, 'insecure registry host:99999 is not valid'],
    [{ insecure: ['10.0.0.0/33'] }, 'insecure registry 10.0.0.0/33 is not valid'],
  ])('are refused when they cannot be: %j', (flags, message) => {
    expect(() => parseRegistrySettings({ mirrors: [], insecure: [], ...flags })).toThrow(message);
  });

  it.each([
    ['lab.example:5000', true],
    ['lab.example', false],
    ['10.1.2.3:5000', true],
    ['11.1.2.3', false],
    ['127.0.0.1:5000', true],
    ['127.5.5.5', true],
    ['[::1]:5000', true],
    ['localhost:5000', true],
    ['plain.example', true],
  ])('say of %s whether it is insecure', async (host, expected) => {
    expect(await isInsecure(host, settings.insecure)).toBe(expected);
  });

  it('give the addresses to try', async () => {
    const hub = 'https://registry-1.docker.io';
    expect(await bases('docker.io')).toEqual([
      'https://mirror.example',
      'http://10.0.0.1:5000 (insecure)',
      hub,
    ]);
    expect(await bases('docker.io', 'write')).toEqual([hub]);
    expect(await bases('quay.io')).toEqual(['https://quay.io']);
    expect(await bases('127.0.0.1:5000')).toEqual([
      'https://127.0.0.1:5000 (insecure)',
      'http://127.0.0.1:5000 (insecure)',
    ]);
  });

  it('are told as GET /info tells them', () => {
    expect(describeRegistries(settings)).toMatchObject({
      InsecureRegistryCIDRs: ['::1/128', '127.0.0.0/8', '10.0.0.0/8'],
      Mirrors: ['https://mirror.example/', 'http://10.0.0.1:5000/'],
      IndexConfigs: {
        'docker.io': {
          Name: 'docker.io',
          Mirrors: ['https://mirror.example/', 'http://10.0.0.1:5000/'],
          Secure: true,
          Official: true,
        },
        'lab.example:5000': { Name: 'lab.example:5000', Mirrors: [], Secure: false, Official: false },
      },
    });
  });
});
