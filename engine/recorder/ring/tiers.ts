const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** How finely the past is kept, and for how long. */
export interface Tier {
  /** Milliseconds that one slot stands for. */
  readonly step: number;
  readonly slots: number;
}

/** How often containers are looked at. */
export const EVERY_MS = 10 * SECOND;

export const FINEST: Tier = { step: EVERY_MS, slots: 360 };

/** From the finest on: an hour by ten seconds, a day by minutes, a week by ten minutes. */
export const TIERS: readonly Tier[] = [
  FINEST,
  { step: MINUTE, slots: 1440 },
  { step: 10 * MINUTE, slots: 1008 },
];

/** How far back the recorder knows anything, in milliseconds. */
export const LONGEST_MS = 7 * 24 * 60 * MINUTE;
