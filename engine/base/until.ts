import { fault } from './errors.ts';

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/**
 * The moment that an `until` filter names, in milliseconds since the epoch: a Go duration before `now` (`1h30m`), seconds
 * since the epoch, or an RFC 3339 date. Throws `invalid` for anything else.
 */
export function untilMs(text: string, now: number): number {
  if (/^(\d+(\.\d+)?(ms|s|m|h))+$/.test(text)) {
    const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)];
    return now - parts.reduce((sum, [, count, unit = 's']) => sum + Number(count) * (UNITS[unit] ?? 0), 0);
  }
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000;
  const moment = Date.parse(text);
  if (Number.isNaN(moment)) throw fault('invalid', `invalid value for filter until: "${text}"`);
  return moment;
}
