import { expect, it } from 'vitest';
import { specJson } from './spec-json.ts';

it('writes bigints as numbers, to the last digit', () => {
  expect(specJson({ hard: 2n ** 64n - 1n, soft: 5 })).toBe('{"hard":18446744073709551615,"soft":5}');
});

it('leaves strings alone that look like numbers', () => {
  const value = { args: ['18446744073709551615', '"1"', '$1'] };
  expect(JSON.parse(specJson(value))).toEqual(value);
});
