import { fault } from '../../base/errors.ts';

/** What a JavaScript number cannot tell apart, in seconds, for moments of our time. */
const ULP = 2 ** -21;

/**
 * Reads a moment as Docker's `since` and `until` give it: seconds since the epoch with an optional fraction, or RFC 3339.
 * Answers seconds; undefined for missing, empty and `0`, which all mean "no limit". Clients ask with the nanoseconds that
 * were printed for an entry, which a number may not hold exactly: it is then moved outward by the little that it may be
 * off, so that the entry is inside. Throws `invalid` naming `edge`.
 */
export function parseTimestamp(text: string | undefined, edge: 'since' | 'until'): number | undefined {
  if (text === undefined || text === '' || text === '0') return undefined;
  const seconds = secondsOf(text);
  if (seconds === undefined || Number.isNaN(seconds)) {
    throw fault(
      'invalid',
      `invalid value "${text}" for ${edge}: must be seconds since the epoch or RFC 3339`,
    );
  }
  if (nanosecondsOf(seconds) === Number(fractionOf(text).padEnd(9, '0'))) return seconds;
  return edge === 'since' ? seconds - ULP : seconds + ULP;
}

function secondsOf(text: string): number | undefined {
  if (/^-?\d{1,12}(\.\d{1,9})?$/.test(text)) return Number(text);
  if (!/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})?)?$/.test(text))
    return undefined;
  // `Date.parse` keeps three digits of the fraction only.
  const whole = Date.parse(text.replace(/\.\d{1,9}/, '').replace(/^(\d{4}-\d{2}-\d{2})$/, '$1T00:00:00Z'));
  return whole / 1000 + Number(`0.${fractionOf(text)}`);
}

/** The digits after the point; none where there is no point. */
function fractionOf(text: string): string {
  return /\.(\d{1,9})/.exec(text)?.[1] ?? '';
}

function nanosecondsOf(seconds: number): number {
  return Math.round((seconds - Math.trunc(seconds)) * 1e9);
}
