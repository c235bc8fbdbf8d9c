import { describe, expect, it } from 'vitest';
import { isStopByHand, nextDelay, shouldRestart, shouldStartWithEngine } from './restart-policy.ts';

const run = { exitCode: 1, restartCount: 0, stoppedByHand: false };

describe('shouldRestart', () => {
  it('never restarts without a policy', () => {
    expect(shouldRestart({}, run)).toBe(false);
    expect(shouldRestart({ Name: 'no' }, run)).toBe(false);
  });

  it('restarts always, whatever the exit code', () => {
    expect(shouldRestart({ Name: 'always' }, { ...run, exitCode: 0 })).toBe(true);
  });

  it('restarts on failure only after a failure, and only as often as allowed', () => {
    const policy = { Name: 'on-failure', MaximumRetryCount: 2 } as const;
    expect(shouldRestart(policy, { ...run, exitCode: 0 })).toBe(false);
    expect(shouldRestart(policy, { ...run, restartCount: 1 })).toBe(true);
    expect(shouldRestart(policy, { ...run, restartCount: 2 })).toBe(false);
  });

  it('leaves alone what a person stopped', () => {
    expect(shouldRestart({ Name: 'always' }, { ...run, stoppedByHand: true })).toBe(false);
  });
});

describe('shouldStartWithEngine', () => {
  const ended = { exitCode: 0, everStarted: true, stoppedByHand: true };

  it('starts always even after a stop by hand, unless-stopped does not', () => {
    expect(shouldStartWithEngine({ Name: 'always' }, ended)).toBe(true);
    expect(shouldStartWithEngine({ Name: 'unless-stopped' }, ended)).toBe(false);
  });

  it('does not start what was only created', () => {
    expect(shouldStartWithEngine({ Name: 'always' }, { ...ended, everStarted: false })).toBe(false);
  });
});

describe('isStopByHand', () => {
  const [HUP, KILL, TERM] = [1, 9, 15];

  it.each([
    [HUP, undefined, true],
    [TERM, undefined, true],
    [KILL, TERM, true],
    [TERM, TERM, true],
    [HUP, TERM, false],
  ])('of signal %s to a container whose stop signal is %s: %s', (signal, stopSignal, expected) => {
    expect(isStopByHand(signal, stopSignal)).toBe(expected);
  });
});

describe('nextDelay', () => {
  it('doubles to a minute and begins anew after a good run', () => {
    let delay = nextDelay(0, 0);
    const delays = Array.from({ length: 12 }, () => (delay = nextDelay(delay, 0)));
    expect(delays[0]).toBe(200);
    expect(delays.at(-1)).toBe(60_000);
    expect(nextDelay(delay, 10_000)).toBe(100);
  });

  it('is neither stopped nor hurried by a clock that was set back during the run', () => {
    expect(nextDelay(400, -3_600_000)).toBe(800);
  });
});
