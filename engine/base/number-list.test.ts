import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseNumberList } from './number-list.ts';

describe('parseNumberList', () => {
  it('reads single numbers and ranges', () => {
    expect([...(parseNumberList('0-2,8') ?? [])]).toEqual([0, 1, 2, 8]);
    expect(parseNumberList('')?.size).toBe(0);
  });

  it('says what is no list', () => {
    for (const text of ['a', '1-', '2-1', '1,,2', '1-2-3', '-1'])
      expect(parseNumberList(text)).toBeUndefined();
  });

  it('finds every set of numbers again', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(9999), { minLength: 1 }), (numbers) => {
        expect([...(parseNumberList(numbers.join(',')) ?? [])]).toEqual(numbers);
      }),
    );
  });
});
