import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { orInvalid } from '../testing/or-invalid.ts';
import { pathMatch } from './path-match.ts';

describe('pathMatch', () => {
  // From the tests of Go's package path.
  it.each([
    ['abc', 'abc', true],
    ['*', 'abc', true],
    ['*c', 'abc', true],
    ['a*', 'a', true],
    ['a*', 'ab/c', false],
    ['a*/b', 'abc/b', true],
    ['a*/b', 'a/c/b', false],
    ['a*b*c*d*e*/f', 'axbxcxdxe/f', true],
    ['a*b*c*d*e*/f', 'axbxcxdxexxx/fff', false],
    ['a*b?c*x', 'abxbbxdbxebxczzx', true],
    ['ab[c]', 'abc', true],
    ['ab[b-d]', 'abc', true],
    ['ab[e-g]', 'abc', false],
    ['ab[^c]', 'abc', false],
    ['ab[^e-g]', 'abc', true],
    ['a\\*b', 'a*b', true],
    ['a\\*b', 'ab', false],
    ['a?b', 'a☺b', true],
    ['a[^a]b', 'a☺b', true],
    ['a???b', 'a☺b', false],
    ['[a-ζ]*', 'α', true],
    ['*[a-ζ]', 'A', false],
    ['a?b', 'a/b', false],
    ['a*b', 'a/b', false],
    ['[\\]a]', ']', true],
    ['[\\-x]', '-', true],
    ['[x\\-]', 'x', true],
    ['[x\\-]', 'z', false],
    ['*x', 'xxx', true],
    ['busybox:1.*', 'busybox:1.36', true],
    ['a.c', 'abc', false],
  ])('%s against %s is %s', (pattern, text, matches) => {
    expect(pathMatch(pattern, text)).toBe(matches);
  });

  it.each(['[]a]', '[-]', '[x-]', '[-x]', '[', '[^', 'a[', 'a\\', '[a-b'])('refuses %s', (pattern) => {
    expect(() => pathMatch(pattern, 'a')).toThrow(`invalid pattern "${pattern}"`);
  });

  it('finds any text that it is, once that is escaped', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (text) => {
        expect(pathMatch(text.replace(/[\\*?[\]]/g, '\\$&'), text)).toBe(true);
      }),
    );
  });

  it('answers or refuses any pattern', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (pattern, text) => {
        expect([true, false, undefined]).toContain(orInvalid(() => pathMatch(pattern, text)));
      }),
    );
  });
});
