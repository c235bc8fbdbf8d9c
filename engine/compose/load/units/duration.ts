import { parseGoDuration } from '../../../base/go-duration.ts';

const DAY = 24;
const WEEK = 7 * DAY;

/** Nanoseconds of a duration; Go's units, days and weeks. Undefined when it is none. */
export function parseDuration(text: string): number | undefined {
  const hours = text.replace(/(\d+(?:\.\d+)?)([wd])/g, (_, number: string, unit: string) => {
    return `${Number(number) * (unit === 'w' ? WEEK : DAY)}h`;
  });
  return parseGoDuration(hours);
}

/** A duration as Go prints it: `1m30s`, `2m0s`, `1.5ms`, `0s`. */
export function durationText(nanoseconds: number): string {
  if (nanoseconds === 0) return '0s';
  const sign = nanoseconds < 0 ? '-' : '';
  const size = Math.abs(nanoseconds);
  if (size < 1e3) return `${sign}${size}ns`;
  if (size < 1e6) return `${sign}${size / 1e3}µs`;
  if (size < 1e9) return `${sign}${size / 1e6}ms`;
  const hours = Math.floor(size / 3600e9);
  const minutes = Math.floor((size % 3600e9) / 60e9);
  const seconds = (size % 60e9) / 1e9;
  const parts = [hours > 0 ? `${hours}h` : '', hours > 0 || minutes > 0 ? `${minutes}m` : '', `${seconds}s`];
  return sign + parts.join('');
}
