import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IgnorePatterns, readIgnoreFile } from './ignore-patterns.ts';

describe('readIgnoreFile', () => {
  it('leaves out comments, blanks and slashes in front', () => {
    expect(readIgnoreFile('\ufeff# no\n\n /a/ \n! /b\n./c/../d\n/\n')).toEqual(['a', '!b', 'd', '/']);
  });
});

describe('IgnorePatterns', () => {
  it.each<[readonly string[], string, boolean]>([
    [['node_modules'], 'node_modules/a/b.js', true],
    [['node_modules'], 'app/node_modules/a', false],
    [['**/node_modules'], 'app/node_modules/a', true],
    [['*.md', '!README.md'], 'README.md', false],
    [['*.md', '!README.md'], 'docs/x.md', false],
    [['*.md', '!README.md', 'README*'], 'README.md', true],
    [['*', '!src/**'], 'src/a/b', false],
    [['a?c'], 'abc', true],
    [['[a-c].txt'], 'b.txt', true],
    [['[^a-c].txt'], 'b.txt', false],
    [['a\\*b'], 'a*b', true],
    [['.'], 'a', false],
  ])('%j and %s: %s', (patterns, path, ignored) => {
    expect(new IgnorePatterns(patterns).ignores(path)).toBe(ignored);
  });

  it.each([['!'], ['[a'], ['a[z-a]']])('refuses %s', (pattern) => {
    expect(() => new IgnorePatterns([pattern])).toThrow(/pattern/);
  });

  it('has an answer for any pattern and path, or refuses the pattern', () => {
    const piece = fc.constantFrom('a', '/', '*', '**', '?', '[', ']', '!', '\\', '.', '..', '^', '-', 'é');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 10 }), fc.array(piece, { maxLength: 8 }), (pattern, path) => {
        expect(answer(pattern.join(''), path.join(''))).toMatch(/^(true|false|refused)$/);
      }),
      { numRuns: 2000 },
    );
  });
});

function answer(pattern: string, path: string): string {
  try {
    return String(new IgnorePatterns([pattern]).ignores(path));
  } catch (error) {
    return /pattern/.test(String(error)) ? 'refused' : String(error);
  }
}

interface Case {
  readonly patterns: readonly string[];
  readonly path: string;
  readonly ignored?: boolean;
  readonly error?: unknown;
}

/** What the reference says, when its table lies beside the project. */
const TABLE = join(import.meta.dirname, '../../../../shared/data/dockerignore-patterns.json');
const cases = existsSync(TABLE) ? (JSON.parse(readFileSync(TABLE, 'utf8')) as readonly Case[]) : [];

describe.skipIf(cases.length === 0)('the table of the reference', () => {
  it.each(cases.map((one) => [JSON.stringify(one.patterns), one.path, one] as const))(
    '%s, %s',
    (_patterns, path, one) => {
      expect(orError(() => new IgnorePatterns(one.patterns).ignores(path.replace(/\/$/, '')))).toBe(
        one.error === undefined ? one.ignored : 'error',
      );
    },
  );
});

function orError<T>(ask: () => T): T | 'error' {
  try {
    return ask();
  } catch {
    return 'error';
  }
}
