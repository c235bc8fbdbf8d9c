/** The spans of time that can be looked at. */
export const SPANS = [
  { value: '10m', title: '10 min', words: 'the last 10 minutes', ms: 600_000, refetchMs: 60_000 },
  { value: '1h', title: '1 h', words: 'the last hour', ms: 3_600_000, refetchMs: 10_000 },
  { value: '24h', title: '24 h', words: 'the last 24 hours', ms: 86_400_000, refetchMs: 60_000 },
  { value: '7d', title: '7 d', words: 'the last 7 days', ms: 604_800_000, refetchMs: 300_000 },
] as const;

export type Span = (typeof SPANS)[number];
export type SpanName = Span['value'];

/** The span whose newest part is live. */
export const LIVE_MS = SPANS[0].ms;
