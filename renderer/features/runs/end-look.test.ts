import { describe, expect, it } from 'vitest';
import { spanWords } from './end-look.ts';

describe('spanWords', () => {
  it.each([
    [-5, '0 ms'],
    [340, '340 ms'],
    [12_400, '12 s'],
    [60_000, '1 min'],
    [184_000, '3 min 4 s'],
    [7_500_000, '2 h 5 min'],
    [356_400_000, '4 d 3 h'],
  ])('says %i milliseconds as %s', (ms, words) => {
    expect(spanWords(ms)).toBe(words);
  });
});
