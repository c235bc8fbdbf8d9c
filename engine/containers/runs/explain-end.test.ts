import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EndRequest, PastRun } from '../../api/types/runs.ts';
import { explainEnd } from './explain-end.ts';

const run: PastRun = {
  startedAt: '2026-01-01T00:00:00Z',
  finishedAt: '2026-01-01T00:01:00Z',
  exitCode: 0,
  error: '',
  oomKilled: false,
  restarted: false,
  lastLines: [],
};

const request: EndRequest = {
  operation: 'stop',
  signal: 15,
  at: '2026-01-01T00:00:50Z',
  client: 'Docker-Client/28.5.2 (linux)',
};

describe('explainEnd', () => {
  it.each<[string, Partial<PastRun>, string, string]>([
    ['a success', {}, 'finished', 'with success'],
    ['a failure', { exitCode: 3 }, 'failed', 'exit code 3'],
    ['a shell without a command', { exitCode: 127 }, 'failed', 'did not find a command'],
    ['a segmentation fault', { exitCode: 139 }, 'crashed', 'SIGSEGV'],
    ['a kill from elsewhere', { exitCode: 137 }, 'killed', 'no client of this engine'],
    ['an end that nobody saw', { exitCode: 255 }, 'lost', 'Nobody saw'],
    ['a stop', { exitCode: 143, request }, 'stopped', 'stopped by the docker command (28.5.2).'],
    ['a stop in good order', { request }, 'stopped', 'ended in good order'],
    ['a stop that failed', { exitCode: 2, request }, 'stopped', 'ended with exit code 2'],
    [
      'a stop that was not heard',
      { exitCode: 137, request: { ...request, killedAfter: 10 } },
      'killed',
      'within 10 seconds',
    ],
    [
      'a kill by the window',
      { exitCode: 137, request: { ...request, operation: 'kill', signal: 9, client: 'Gantry' } },
      'killed',
      'killed by Gantry',
    ],
    [
      'a limit of memory',
      { exitCode: 137, oomKilled: true, memory: { limit: 64 * 2 ** 20, oomKills: 2 } },
      'out-of-memory',
      'more than the 64 MiB of memory that it is allowed, and the kernel killed 2 of its processes',
    ],
    ['a machine without memory', { exitCode: 137, oomKilled: true }, 'out-of-memory', 'The machine ran out'],
    [
      'a command that is not there',
      { startedAt: '', exitCode: 127, error: 'exec: "x": not found' },
      'not-started',
      'not in the image',
    ],
  ])('says of %s what it was', (_what, facts, kind, words) => {
    const told = explainEnd({ ...run, ...facts });
    expect(told.kind).toBe(kind);
    expect(told.headline).toContain(words);
  });

  it('does not lay an end to a signal of long ago', () => {
    const signal = { ...request, operation: 'kill', signal: 1, at: '2026-01-01T00:00:20Z' } as const;
    expect(explainEnd({ ...run, exitCode: 2, request: signal }).kind).toBe('failed');
    expect(explainEnd({ ...run, exitCode: 129, request: signal }).headline).toContain('killed by the docker');
    const late = { ...signal, at: '2026-01-01T00:00:59Z' };
    expect(explainEnd({ ...run, exitCode: 2, request: late }).headline).toContain('ended with exit code 2');
  });

  it('adds what is known besides', () => {
    const memory = { limit: 2 ** 30, peak: 1.5 * 2 ** 20, oomKills: 0 };
    const { details } = explainEnd({ ...run, memory, health: 'unhealthy', restarted: true });
    expect(details).toEqual([
      'It was unhealthy at that time.',
      'It used at most 1.5 MiB of memory, of 1 GiB allowed.',
      'Its restart policy started it again.',
    ]);
  });

  it('has a sentence for every exit code', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1, max: 300 }), fc.boolean(), (exitCode, oomKilled) => {
        const { headline } = explainEnd({ ...run, exitCode, oomKilled });
        expect(headline).toMatch(/^[A-Z].*\.$/);
      }),
    );
  });
});
