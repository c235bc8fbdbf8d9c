import { describe, expect, it } from 'vitest';
import { untilMs } from './until.ts';

describe('untilMs', () => {
  const now = Date.parse('2026-01-02T00:00:00Z');

  it('takes durations, seconds and dates', () => {
    expect(untilMs('24h', now)).toBe(Date.parse('2026-01-01T00:00:00Z'));
    expect(untilMs('1h30m', now)).toBe(now - 5_400_000);
    expect(untilMs('1700000000', now)).toBe(1_700_000_000_000);
    expect(untilMs('2026-01-01T00:00:00Z', now)).toBe(Date.parse('2026-01-01T00:00:00Z'));
  });

  it('refuses the rest', () => {
    expect(() => untilMs('yesterday', now)).toThrow('invalid value for filter until');
  });
});
