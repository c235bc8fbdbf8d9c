import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterProbe, afterRun, type Health, pauseBefore, STARTING } from './health.ts';
import { checkHealthcheck, healthPlanOf, mergeHealthcheck } from './health-plan.ts';

const SECOND = 1e9;
const plan = {
  command: ['true'],
  intervalMs: 30_000,
  timeoutMs: 30_000,
  retries: 3,
  startPeriodMs: 10_000,
  startIntervalMs: 500,
};

function probe(ExitCode: number) {
  return { Start: '', End: '', ExitCode, Output: '' };
}

function after(codes: readonly number[], sinceStartMs = 60_000): Health {
  return codes.reduce<Health>(
    (health, code) => afterProbe(health, plan, probe(code), sinceStartMs),
    STARTING,
  );
}

describe('health', () => {
  it('comes with the first success and goes with as many failures as are allowed', () => {
    expect(after([0]).status).toBe('healthy');
    expect(after([0, 1, 1])).toMatchObject({ status: 'healthy', failingStreak: 2 });
    expect(after([0, 1, 1, 1])).toMatchObject({ status: 'unhealthy', failingStreak: 3 });
    expect(after([0, 1, 1, 0, 1])).toMatchObject({ status: 'healthy', failingStreak: 1 });
    expect(after([1, 1, 1, 0]).status).toBe('healthy');
  });

  it('forgives failures in the start period, until the first success', () => {
    expect(after([1, 1, 1, 1, 1], 5000)).toMatchObject({ status: 'starting', failingStreak: 0 });
    expect(after([0, 1, 1, 1], 5000).status).toBe('unhealthy');
  });

  it('is asked for more often in the start period alone', () => {
    expect(pauseBefore(STARTING, plan, 5000)).toBe(500);
    expect(pauseBefore(STARTING, plan, 10_000)).toBe(30_000);
    expect(pauseBefore(after([0]), plan, 5000)).toBe(30_000);
  });

  it('keeps five results, and is over with the run', () => {
    const seen = after([1, 0, 1, 0, 1, 0, 1]);
    expect(seen.probes.map(({ ExitCode }) => ExitCode)).toEqual([1, 0, 1, 0, 1]);
    expect(afterRun(seen)).toMatchObject({ status: 'unhealthy', probes: seen.probes });
  });

  it('is unhealthy exactly when the last failures in a row are enough', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1 }), { minLength: 1, maxLength: 20 }), (codes) => {
        const { status, failingStreak } = after(codes);
        const streak = codes.length - 1 - codes.lastIndexOf(0);
        expect(failingStreak).toBe(streak);
        expect(status === 'unhealthy').toBe(streak >= plan.retries);
      }),
    );
  });
});

describe('healthPlanOf', () => {
  it('has no plan for a container without a check, or with one that is switched off', () => {
    for (const Test of [undefined, [], [''], ['NONE'], ['CMD']]) {
      expect(healthPlanOf({ Healthcheck: Test ? { Test } : {} })).toBeUndefined();
    }
    expect(healthPlanOf({})).toBeUndefined();
  });

  it('fills in what Docker takes for granted, and the shell of the image', () => {
    expect(healthPlanOf({ Healthcheck: { Test: ['CMD-SHELL', 'exit 1'] } })).toEqual({
      command: ['/bin/sh', '-c', 'exit 1'],
      intervalMs: 30_000,
      timeoutMs: 30_000,
      retries: 3,
      startPeriodMs: 0,
      startIntervalMs: 5000,
    });
    const own = { Healthcheck: { Test: ['CMD-SHELL', 'x'], Interval: SECOND }, Shell: ['/bin/bash', '-ec'] };
    expect(healthPlanOf(own)).toMatchObject({ command: ['/bin/bash', '-ec', 'x'], intervalMs: 1000 });
  });
});

describe('mergeHealthcheck', () => {
  const image = { Test: ['CMD', 'a'], Interval: 5 * SECOND, Retries: 2 };

  it('takes from the image what the request leaves out', () => {
    expect(mergeHealthcheck(image, undefined)).toEqual(image);
    expect(mergeHealthcheck(image, { Interval: SECOND, Retries: 0 })).toEqual({ ...image, Interval: SECOND });
    expect(mergeHealthcheck(image, { Test: ['NONE'] })).toMatchObject({ Test: ['NONE'] });
    expect(mergeHealthcheck(undefined, { Test: ['CMD', 'b'] })).toEqual({ Test: ['CMD', 'b'] });
    expect(mergeHealthcheck(undefined, null)).toBeUndefined();
  });
});

describe('checkHealthcheck', () => {
  it.each([
    [{ Interval: 5 }, 'Interval in Healthcheck cannot be less than 1ms'],
    [{ StartPeriod: -1 }, 'StartPeriod in Healthcheck cannot be less than 1ms'],
    [{ Retries: -1 }, 'Retries in Healthcheck cannot be negative'],
    [{ Test: ['curl', 'localhost'] }, 'Unknown healthcheck type "curl"'],
  ])('refuses %j', (check, message) => {
    expect(() => checkHealthcheck(check)).toThrow(message);
  });

  it('takes a zero for what is left out', () => {
    expect(() => checkHealthcheck({ Interval: 0, Timeout: 0, Retries: 0, Test: [] })).not.toThrow();
  });
});
