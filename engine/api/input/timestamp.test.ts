import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { orInvalid } from '../../testing/or-invalid.ts';
import { parseTimestamp } from './timestamp.ts';

describe('a moment', () => {
  it.each([
    ['1700000000', 1_700_000_000],
    ['1700000000.25', 1_700_000_000.25],
    ['1136073600.000000001', 1_136_073_600],
    ['2023-11-14T22:13:20Z', 1_700_000_000],
    ['2023-11-14T22:13:20.5Z', 1_700_000_000.5],
    ['2023-11-14T23:13:20.123456789+01:00', 1_700_000_000.123_456_7],
    ['2023-11-14', 1_699_920_000],
  ])('%s is %d seconds after the epoch', (text, seconds) => {
    expect(parseTimestamp(text, 'since')).toBeCloseTo(seconds, 6);
  });

  it('with nanoseconds is never later as since, and never earlier as until', () => {
    const exact = (seconds: number) =>
      BigInt(Math.trunc(seconds)) * 1_000_000_000n + BigInt(Math.round((seconds % 1) * 1e9));
    fc.assert(
      fc.property(
        fc.integer({ min: 1e9, max: 4e9 }),
        fc.integer({ min: 0, max: 999_999_999 }),
        (whole, nanos) => {
          const text = `${whole}.${String(nanos).padStart(9, '0')}`;
          const moment = BigInt(whole) * 1_000_000_000n + BigInt(nanos);
          expect(exact(parseTimestamp(text, 'since') ?? 0)).toBeLessThanOrEqual(moment);
          expect(exact(parseTimestamp(text, 'until') ?? 0)).toBeGreaterThanOrEqual(moment);
        },
      ),
    );
  });

  it.each([undefined, '', '0'])('%j is no limit', (text) => {
    expect(parseTimestamp(text, 'since')).toBeUndefined();
  });

  it.each(['yesterday', '1.2.3', '2023-99-99T00:00:00Z', '10m'])('%s is refused by name', (text) => {
    expect(() => parseTimestamp(text, 'until')).toThrow(`invalid value "${text}" for until`);
  });

  it('is read or refused as invalid, whatever a client sends', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9:.TZ+-]{0,30}$/)), (text) => {
        expect(orInvalid(() => parseTimestamp(text, 'since'))).not.toBeNaN();
      }),
    );
  });

  it('comes back from RFC 3339 to the millisecond', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4e12 }), (ms) => {
        expect(parseTimestamp(new Date(ms).toISOString(), 'since')).toBeCloseTo(ms / 1000, 5);
      }),
    );
  });
});
