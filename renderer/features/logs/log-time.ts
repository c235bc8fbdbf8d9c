const CLOCK = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
});
const DAY_AND_CLOCK = new Intl.DateTimeFormat('en-GB', {
  month: 'short',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

/** Local time of day with milliseconds; with the day instead for a line older than a day. */
export function clockTime(time: string, now = Date.now()): string {
  const then = Date.parse(time);
  if (Number.isNaN(then)) return '';
  return (now - then > 86_400_000 ? DAY_AND_CLOCK : CLOCK).format(then);
}

export const SINCE_CHOICES = [
  { value: 'all', title: 'All time', seconds: undefined },
  { value: '5m', title: 'Last 5 minutes', seconds: 300 },
  { value: '1h', title: 'Last hour', seconds: 3600 },
  { value: '1d', title: 'Last day', seconds: 86_400 },
] as const;

export type SinceChoice = (typeof SINCE_CHOICES)[number]['value'];

/** The earliest time that a choice lets through, comparable with LogLine's `time`. */
export function sinceTime(choice: SinceChoice, now: number): string {
  const seconds = SINCE_CHOICES.find(({ value }) => value === choice)?.seconds;
  return seconds === undefined ? '' : new Date(now - seconds * 1000).toISOString().replace('Z', '000000Z');
}
