import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JsonLines } from './json-lines.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('JsonLines', () => {
  it('gives values whatever the chunks, characters of several bytes included', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), fc.integer({ min: 1, max: 9 }), (values, size) => {
        const all = bytes(values.map((value) => `${JSON.stringify(value)}\n`).join(''));
        const lines = new JsonLines<unknown>();
        const got: unknown[] = [];
        for (let at = 0; at < all.length; at += size) got.push(...lines.push(all.slice(at, at + size)));
        expect(JSON.stringify(got)).toBe(JSON.stringify(values));
      }),
    );
  });

  it('skips empty lines and lines that are not JSON', () => {
    expect(new JsonLines().push(bytes('\n{"a":1}\nnonsense\n{"b":2}\n'))).toEqual([{ a: 1 }, { b: 2 }]);
  });

  it('gives a last line without newline when it is finished', () => {
    const lines = new JsonLines();
    expect(lines.push(bytes('{"a":1}'))).toEqual([]);
    expect(lines.finish()).toEqual([{ a: 1 }]);
    expect(lines.finish()).toEqual([]);
  });
});
