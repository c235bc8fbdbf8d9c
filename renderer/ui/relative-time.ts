const STEPS = [
  { limit: 60, size: 1, unit: 'second' },
  { limit: 3600, size: 60, unit: 'minute' },
  { limit: 86_400, size: 3600, unit: 'hour' },
  { limit: 86_400 * 30, size: 86_400, unit: 'day' },
  { limit: 86_400 * 365, size: 86_400 * 30, unit: 'month' },
  { limit: Number.POSITIVE_INFINITY, size: 86_400 * 365, unit: 'year' },
] as const;

/** `3 minutes ago`; both in milliseconds since the epoch. */
export function relativeTime(then: number, now: number): string {
  const seconds = Math.max(0, Math.floor((now - then) / 1000));
  if (seconds < 5) return 'just now';
  const step = STEPS.find(({ limit }) => seconds < limit) ?? STEPS[5];
  const count = Math.floor(seconds / step.size);
  return `${count} ${step.unit}${count === 1 ? '' : 's'} ago`;
}

const EXACT = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });

export function exactTime(then: number): string {
  return EXACT.format(then);
}

/** Milliseconds since the epoch of an RFC 3339 time; undefined for Docker's "never" (year 1). */
export function parseTime(text: string): number | undefined {
  const time = Date.parse(text);
  return Number.isNaN(time) || time <= 0 ? undefined : time;
}
