import { describe, expect, it } from 'vitest';
import { formatBytes } from './format-bytes.ts';
import { parseTime, relativeTime } from './relative-time.ts';

describe('formatBytes', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.00 kB'],
    [1_978_000, '1.98 MB'],
    [999_999, '1.00 MB'],
    [125_000_000, '125 MB'],
    [-1, '–'],
  ])('%i', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });
});

describe('relativeTime', () => {
  it.each([
    [0, 'just now'],
    [12, '12 seconds ago'],
    [60, '1 minute ago'],
    [3599, '59 minutes ago'],
    [86_400 * 2, '2 days ago'],
    [86_400 * 800, '2 years ago'],
    [-30, 'just now'],
  ])('%i seconds', (seconds, text) => {
    expect(relativeTime(0, seconds * 1000)).toBe(text);
  });
});

describe('parseTime', () => {
  it('takes Docker’s year one for never', () => {
    expect(parseTime('0001-01-01T00:00:00Z')).toBeUndefined();
    expect(parseTime('1970-01-01T00:00:01Z')).toBe(1000);
  });
});
