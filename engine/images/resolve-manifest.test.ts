import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GantryError } from '../base/errors.ts';
import { type Descriptor, MEDIA_TYPES, type Platform } from '../blobs/descriptor.ts';
import { parseIndex } from '../blobs/layout.ts';
import { sha256 } from '../testing/test-registry.ts';
import { choosePlatform } from './choose-platform.ts';
import { parseManifest } from './manifest.ts';
import { checkSupported } from './media-types.ts';

const entry = (platform?: Platform, more: Partial<Descriptor> = {}): Descriptor => ({
  mediaType: MEDIA_TYPES.manifest,
  digest: sha256(Buffer.from(JSON.stringify(platform ?? null) + JSON.stringify(more))),
  size: 1,
  ...(platform === undefined ? {} : { platform }),
  ...more,
});
const linux = (architecture: string, variant?: string): Platform => ({
  os: 'linux',
  architecture,
  ...(variant === undefined ? {} : { variant }),
});

describe('the choice of a platform', () => {
  const many = [
    entry(linux('amd64')),
    entry(linux('arm', 'v5')),
    entry(linux('arm', 'v6')),
    entry(linux('arm', 'v7')),
    entry(linux('arm64', 'v8')),
    entry({ os: 'windows', architecture: 'amd64' }),
    entry({ os: 'unknown', architecture: 'unknown' }),
  ];

  it.each<[Platform, Platform | undefined]>([
    [linux('amd64'), linux('amd64')],
    [linux('arm', 'v7'), linux('arm', 'v7')],
    [linux('arm', 'v6'), linux('arm', 'v6')],
    [linux('arm'), linux('arm', 'v7')],
    [linux('arm64'), linux('arm64', 'v8')],
    [linux('arm64', 'v8'), linux('arm64', 'v8')],
    [linux('amd64', 'v3'), linux('amd64')],
    [
      { os: 'windows', architecture: 'amd64' },
      { os: 'windows', architecture: 'amd64' },
    ],
    [linux('s390x'), undefined],
  ])('for %j is %j', (wanted, expected) => {
    expect(choosePlatform(many, wanted)?.platform).toEqual(expected);
  });

  it('takes an older arm where there is none of its own, never a newer one', () => {
    const old = [entry(linux('arm', 'v5')), entry(linux('arm', 'v6'))];
    expect(choosePlatform(old, linux('arm', 'v7'))?.platform).toEqual(linux('arm', 'v6'));
    expect(choosePlatform([entry(linux('arm', 'v7'))], linux('arm', 'v6'))).toBeUndefined();
  });

  it('takes one that names no platform when there is nothing better', () => {
    expect(choosePlatform([entry()], linux('amd64'))).toEqual(entry());
    expect(choosePlatform([entry(), entry(linux('amd64'))], linux('amd64'))).toEqual(entry(linux('amd64')));
  });

  it('passes over provenance, also when it pretends to be for this machine', () => {
    const annotations = { 'vnd.docker.reference.type': 'attestation-manifest' };
    expect(choosePlatform([entry(linux('amd64'), { annotations })], linux('amd64'))).toBeUndefined();
  });
});

describe('manifests and indexes of any content', () => {
  const digest = fc.stringMatching(/^sha256:[0-9a-f]{64}$/);
  const descriptor = fc.record(
    {
      mediaType: fc.oneof(fc.string(), fc.constant(MEDIA_TYPES.layer)),
      digest: fc.oneof(fc.string(), digest),
      size: fc.oneof(fc.integer(), fc.double()),
    },
    { requiredKeys: [] },
  );
  const manifest = fc.record(
    { config: descriptor, layers: fc.array(descriptor), manifests: fc.array(descriptor) },
    { requiredKeys: [] },
  );
  const bytes = fc.oneof(
    fc.uint8Array().map((array) => Buffer.from(array)),
    fc.json().map((text) => Buffer.from(text)),
    manifest.map((value) => Buffer.from(JSON.stringify(value))),
  );

  it('are read, or refused as invalid', () => {
    const kindOf = (read: () => unknown) => {
      try {
        read();
        return 'read';
      } catch (error) {
        return error instanceof GantryError ? error.kind : error;
      }
    };
    fc.assert(
      fc.property(bytes, (content) => {
        expect(['read', 'invalid']).toContain(
          kindOf(() => checkSupported(MEDIA_TYPES.manifest, parseManifest(content, 'it'))),
        );
        expect(['read', 'invalid']).toContain(kindOf(() => parseIndex(content, 'it')));
      }),
      { numRuns: 1000 },
    );
  });
});
