import { fault } from '../../base/errors.ts';

/**
 * Reads a moment as Docker's `since` and `until` give it: seconds since the epoch with an optional fraction, or RFC 3339.
 * Answers seconds; undefined for missing, empty and `0`, which all mean "no limit". Throws `invalid` naming `what`.
 */
export function parseTimestamp(text: string | undefined, what: string): number | undefined {
  if (text === undefined || text === '' || text === '0') return undefined;
  if (/^-?\d{1,12}(\.\d{1,9})?$/.test(text)) return Number(text);
  if (/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})?)?$/.test(text)) {
    const seconds = secondsOf(text);
    if (!Number.isNaN(seconds)) return seconds;
  }
  throw fault('invalid', `invalid value "${text}" for ${what}: must be seconds since the epoch or RFC 3339`);
}

/** `Date.parse` keeps three digits of the fraction; the others are added here. */
function secondsOf(text: string): number {
  const fraction = /\.(\d{1,9})/.exec(text)?.[1] ?? '';
  const whole = Date.parse(text.replace(/\.\d{1,9}/, '').replace(/^(\d{4}-\d{2}-\d{2})$/, '$1T00:00:00Z'));
  return whole / 1000 + Number(`0.${fraction === '' ? '0' : fraction}`);
}
