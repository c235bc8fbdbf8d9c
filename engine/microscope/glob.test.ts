import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { orInvalid } from '../testing/or-invalid.ts';
import { parseGlob } from './glob.ts';
import { globMatches } from './glob-match.ts';

describe('a pattern', () => {
  it.each([
    ['*.so', '/usr/lib/libc.so', true],
    ['*.so', '/usr/lib/libc.so.6', false],
    ['lib?.so', '/lib/libc.so', true],
    ['lib[a-c].so', '/libc.so', true],
    ['lib[!a-c].so', '/libc.so', false],
    ['/etc/*', '/etc/passwd', true],
    ['/etc/*', '/etc/ssl/certs', false],
    ['/etc/**', '/etc/ssl/certs', true],
    ['/etc/**', '/etc', true],
    ['ssl/*.pem', '/etc/ssl/a.pem', true],
    ['**/certs/**/a', '/etc/certs/a', true],
    ['/**/x', '/x', true],
    ['a\\*b', '/a*b', true],
    ['a\\*b', '/aab', false],
    ['*', '/any/thing', true],
    ['/a/**/b/*/c', '/a/b/x/b/y/c', true],
    ['/a/**/b/*/c', '/a/b/x/b/c', false],
    ['x/**/b', '/y/x/b', true],
  ])('%s held against %s', (pattern, path, matches) => {
    expect(globMatches(parseGlob(pattern), path)).toBe(matches);
  });

  it('is refused when a set does not end, and when it is too long', () => {
    expect(() => parseGlob('[a')).toThrow(expect.objectContaining({ kind: 'invalid' }));
    expect(() => parseGlob('*'.repeat(2000))).toThrow(expect.objectContaining({ kind: 'invalid' }));
  });

  it('throws nothing but its own error for any text', () => {
    const tried = fc.property(fc.string(), fc.string(), (text, path) => {
      orInvalid(() => globMatches(parseGlob(text), path));
    });
    expect(fc.check(tried).failed).toBe(false);
  });

  it('matches what a regular expression matches', () => {
    const part = fc.constantFrom('a', 'b', '*', '?', '/');
    const text = fc
      .array(fc.constantFrom('a', 'b', '/'), { maxLength: 8 })
      .map((parts) => parts.join('').replace(/\/+/g, '/'));
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 6 }), text, (parts, tail) => {
        const pattern = `/${parts.join('')}`.replace(/\/+/g, '/').replace(/\*+/g, '*');
        const path = `/${tail}`.replace(/\/+/g, '/');
        const expression = pattern.replaceAll('*', '[^/]*').replaceAll('?', '[^/]');
        expect(globMatches(parseGlob(pattern), path)).toBe(new RegExp(`^${expression}$`).test(path));
      }),
      { numRuns: 2000 },
    );
  });

  it('is held against a path in the middle of a text, and sees nothing around it', () => {
    const text = '/a/b/c\0/x/b\0/b/y';
    for (const [pattern, matches] of [
      ['b', true],
      ['/x/b', true],
      ['**/b', true],
      ['/x/**', true],
      ['**/x/**/b', true],
      ['/a/**', false],
      ['/b/**', false],
      ['**/c/**', false],
    ] as const) {
      expect([pattern, globMatches(parseGlob(pattern), text, 7, 11)]).toEqual([pattern, matches]);
    }
  });

  it('never takes long, whatever the pattern', () => {
    const started = Date.now();
    globMatches(parseGlob('*a'.repeat(50)), `/${'a'.repeat(250)}b`);
    globMatches(parseGlob('/**/a'.repeat(50)), `${'/a'.repeat(500)}/b`);
    expect(Date.now() - started).toBeLessThan(2000);
  });
});
