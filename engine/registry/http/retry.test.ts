import { describe, expect, it } from 'vitest';
import { fault } from '../../base/errors.ts';
import { usualPatience, withRetry } from './retry.ts';

/** A clock that only notes how long it was asked to sleep. */
function countingClock() {
  const slept: number[] = [];
  return {
    slept,
    now: () => 0,
    sleep: async (ms: number) => {
      slept.push(ms);
    },
  };
}

const temporary = (more: object = {}) => Object.assign(new Error('busy'), { temporary: true, ...more });

describe('trying again', () => {
  it('waits longer each time, by chance up to the half, and gives up in the end', async () => {
    const clock = countingClock();
    let tries = 0;
    const work = async () => {
      tries += 1;
      throw temporary();
    };
    await expect(withRetry(work, { patience: usualPatience, clock })).rejects.toThrow('busy');
    expect(tries).toBe(5);
    for (const [index, full] of [250, 500, 1000, 2000].entries()) {
      expect(clock.slept[index]).toBeGreaterThanOrEqual(full / 2);
      expect(clock.slept[index]).toBeLessThanOrEqual(full);
    }
  });

  it('waits as long as it is asked to', async () => {
    const clock = countingClock();
    const work = async (attempt: number) => {
      if (attempt === 1) throw temporary({ retryAfterMs: 7000 });
      return attempt;
    };
    expect(await withRetry(work, { patience: usualPatience, clock })).toBe(2);
    expect(clock.slept).toEqual([7000]);
  });

  it.each([
    ['what is for good', new Error('no')],
    ['who asks for an hour', temporary({ retryAfterMs: 3_600_000 })],
    ['what was given up', Object.assign(fault('cancelled', 'gone'), { temporary: true })],
  ])('does not follow %s', async (_, error) => {
    const clock = countingClock();
    const work = async () => {
      throw error;
    };
    await expect(withRetry(work, { patience: usualPatience, clock })).rejects.toBe(error);
    expect(clock.slept).toEqual([]);
  });
});
