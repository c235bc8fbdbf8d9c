import { describe, expect, it } from 'vitest';
import { humanDuration, statusText } from './status-text.ts';

describe('humanDuration', () => {
  it('words durations as docker does', () => {
    const seconds = [
      0, 1, 59, 60, 119, 120, 3599, 3600, 7200, 86_400, 172_800, 1_209_600, 5_184_000, 63_072_000,
    ];
    expect(seconds.map((value) => humanDuration(value * 1000))).toEqual([
      'Less than a second',
      '1 second',
      '59 seconds',
      'About a minute',
      'About a minute',
      '2 minutes',
      '59 minutes',
      'About an hour',
      '2 hours',
      '24 hours',
      '2 days',
      '2 weeks',
      '2 months',
      '2 years',
    ]);
  });
});

describe('statusText', () => {
  const now = Date.parse('2026-01-01T00:10:00Z');
  const last = {
    exitCode: 3,
    oomKilled: false,
    startedAt: '2026-01-01T00:00:00Z',
    finishedAt: '2026-01-01T00:05:00Z',
  };
  const process = { pid: 1, conmonPid: 2, startTime: 1, startedAt: '2026-01-01T00:00:00Z' };

  it('tells each state', () => {
    expect(statusText({ status: 'created', error: '', exitCode: 0 }, now)).toBe('Created');
    expect(statusText({ status: 'running', process }, now)).toBe('Up 10 minutes');
    expect(statusText({ status: 'paused', process }, now)).toBe('Up 10 minutes (Paused)');
    expect(statusText({ status: 'exited', last, error: '' }, now)).toBe('Exited (3) 5 minutes ago');
    expect(statusText({ status: 'restarting', last }, now)).toBe('Restarting (3) 5 minutes ago');
    expect(statusText({ status: 'removing', last }, now)).toBe('Removal In Progress');
  });
});
