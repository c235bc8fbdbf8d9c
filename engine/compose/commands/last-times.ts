import type { TimedLine } from './lines.ts';

/** The streams of a container are stamped apart, and come so far out of their order at most. */
const SKEW_S = 10;

/** How far a container's log was told, so that another reading of it goes on from there. */
export class LastTimes {
  #last: { stdout: string; stderr: string };
  #isEmpty = true;

  /** @param from seconds since the epoch; what is older is never told */
  constructor(from?: number) {
    // Without the zone it sorts before every line of the same moment.
    const floor = from === undefined ? '' : new Date(from * 1000).toISOString().slice(0, -1);
    this.#last = { stdout: floor, stderr: floor };
  }

  /** Takes note of a line that is told. */
  take({ stream, time }: TimedLine): void {
    if (time === '') return;
    // The first that is told is the first of both streams: what the other has before it was left out.
    if (this.#isEmpty) this.#last = { stdout: time, stderr: time };
    else if (time > this.#last[stream]) this.#last[stream] = time;
    this.#isEmpty = false;
  }

  /** Tells, for one reading, which lines were not told before it. A line without a time goes with the one before it. */
  filter(): (line: TimedLine) => boolean {
    const before = { ...this.#last };
    const wasNew = { stdout: true, stderr: true };
    return ({ stream, time }) => {
      if (time !== '') wasNew[stream] = time > before[stream];
      return wasNew[stream];
    };
  }

  /** From where the log has to be read, in whole seconds. */
  query(): { readonly since?: number } {
    const [older = '', newer = ''] = [this.#last.stdout, this.#last.stderr].sort();
    if (older === '') return {};
    return { since: Math.max(secondsOf(older), secondsOf(newer) - SKEW_S) };
  }
}

function secondsOf(time: string): number {
  return Math.floor(Date.parse(`${time.slice(0, 19)}Z`) / 1000);
}
