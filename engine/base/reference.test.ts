import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { orInvalid } from '../testing/or-invalid.ts';
import {
  familiarName,
  familiarReference,
  fullReference,
  parseAnyReference,
  parseReference,
  repositoryOf,
  withDefaultTag,
} from './reference.ts';

const DIGEST = `sha256:${'ab'.repeat(32)}`;

describe('parseReference', () => {
  it.each([
    ['busybox', 'docker.io/library/busybox', 'busybox'],
    ['busybox:1.36', 'docker.io/library/busybox:1.36', 'busybox:1.36'],
    ['docker.io/busybox', 'docker.io/library/busybox', 'busybox'],
    ['index.docker.io/library/busybox', 'docker.io/library/busybox', 'busybox'],
    ['user/app', 'docker.io/user/app', 'user/app'],
    ['localhost/app:x', 'localhost/app:x', 'localhost/app:x'],
    ['localhost:5000/a/b__c/d-e', 'localhost:5000/a/b__c/d-e', 'localhost:5000/a/b__c/d-e'],
    ['[::1]:5000/app', '[::1]:5000/app', '[::1]:5000/app'],
    ['Host/app', 'Host/app', 'Host/app'],
    [`app@${DIGEST}`, `docker.io/library/app@${DIGEST}`, `app@${DIGEST}`],
    [`app:1@${DIGEST}`, `docker.io/library/app:1@${DIGEST}`, `app:1@${DIGEST}`],
    ['docker.io/library/a/b', 'docker.io/library/a/b', 'library/a/b'],
  ])('reads %s as %s', (text, full, familiar) => {
    const reference = parseReference(text);
    expect(fullReference(reference)).toBe(full);
    expect(familiarReference(reference)).toBe(familiar);
  });

  it.each([
    ['', 'invalid reference format'],
    ['App', 'invalid reference format: repository name (library/App) must be lowercase'],
    ['app:', 'invalid reference format'],
    ['a//b', 'invalid reference format'],
    ['-app', 'invalid reference format'],
    [`app:${'x'.repeat(129)}`, 'invalid reference format'],
    [`app@${DIGEST}a`, 'invalid checksum digest length'],
    [`app@sha512:${'ab'.repeat(64)}`, 'unsupported digest algorithm'],
    [
      'ab'.repeat(32),
      `invalid repository name (${'ab'.repeat(32)}), cannot specify 64-byte hexadecimal strings`,
    ],
  ])('refuses "%s": %s', (text, message) => {
    expect(() => parseReference(text)).toThrow(expect.objectContaining({ kind: 'invalid', message }));
  });

  it('reads back what it spells out', () => {
    const part = fc.stringMatching(/^[a-z0-9]{1,8}([._-][a-z0-9]{1,8})?$/);
    const text = fc
      .tuple(
        fc.constantFrom('', 'localhost/', 'example.com:5000/'),
        fc.array(part, { minLength: 1, maxLength: 3 }),
        fc.constantFrom('', ':v1.0', `@${DIGEST}`),
      )
      .map(([host, parts, suffix]) => host + parts.join('/') + suffix);
    fc.assert(
      fc.property(text, (name) => {
        const reference = parseReference(name);
        expect(parseReference(fullReference(reference))).toEqual(reference);
        expect(parseReference(familiarReference(reference))).toEqual(reference);
      }),
    );
  });

  it('throws nothing but its own error for any text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(() => orInvalid(() => parseReference(text))).not.toThrow();
      }),
    );
  });
});

describe('parseAnyReference', () => {
  it('takes 64 hex digits for an id, with and without the algorithm', () => {
    expect(parseAnyReference(DIGEST)).toEqual({ kind: 'id', id: DIGEST });
    expect(parseAnyReference(DIGEST.slice(7))).toEqual({ kind: 'id', id: DIGEST });
  });
});

const TABLE = '/work/shared/data/image-references.json';

describe.skipIf(!existsSync(TABLE))('the table of the reference implementation', () => {
  interface Row {
    readonly In: string;
    readonly Error?: string;
    readonly Full: string;
    readonly Familiar: string;
    readonly Domain: string;
    readonly Path: string;
    readonly Tag?: string;
    readonly TagNameOnly: string;
  }
  const rows = existsSync(TABLE) ? (JSON.parse(readFileSync(TABLE, 'utf8')) as readonly Row[]) : [];
  // The program that made the table had no sha256 linked in, so it refused every digest.
  const comparable = rows.filter((row) => row.Error !== 'unsupported digest algorithm');

  it('has rows', () => {
    expect(comparable.length).toBeGreaterThan(100);
  });

  it.each(comparable.filter((row) => row.Error !== undefined))('refuses "$In"', (row) => {
    expect(() => parseReference(row.In)).toThrow(expect.objectContaining({ message: row.Error }));
  });

  it.each(comparable.filter((row) => row.Error === undefined))('reads "$In"', (row) => {
    const reference = parseReference(row.In);
    expect({
      full: fullReference(reference),
      familiar: familiarReference(reference),
      domain: reference.domain,
      path: reference.path,
      tag: reference.tag,
      withTag: fullReference(withDefaultTag(reference)),
    }).toEqual({
      full: row.Full,
      familiar: row.Familiar,
      domain: row.Domain,
      path: row.Path,
      tag: row.Tag,
      withTag: row.TagNameOnly,
    });
    expect(repositoryOf(reference)).toBe(`${row.Domain}/${row.Path}`);
    expect(row.Familiar.startsWith(familiarName(reference))).toBe(true);
  });
});
