import { describe, expect, it } from 'vitest';
import type { BuildState, BuildStep } from '../../../engine/api/types/build.ts';
import { buildViews } from './build-view.ts';
import { buildBefore, isNoticed, repositoryOf, sameName, stepDifferences } from './earlier.ts';

function build(id: string, tag: string, minute: number, state: BuildState = 'done') {
  const startedAt = new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString();
  return { id, tags: tag === '' ? [] : [tag], state, startedAt, milliseconds: 1, steps: 1, cached: 0 };
}

function step(
  number: number,
  text: string,
  milliseconds: number,
  state: BuildStep['state'] = 'done',
): BuildStep {
  return { number, line: number, endLine: number, stage: 0, text, state, milliseconds };
}

describe('earlier builds', () => {
  const builds = buildViews([
    build('e', 'host:5000/web:3', 5, 'running'),
    build('d', 'host:5000/web:2', 4),
    build('c', 'host:5000/web', 3, 'failed'),
    build('b', 'host:5000/web:1', 2),
    build('a', 'other:1', 1),
    build('n', '', 0),
  ]);

  it('are those of the same name that came to an image', () => {
    expect(repositoryOf({ tags: ['host:5000/web'] })).toBe('host:5000/web');
    expect(sameName(builds, { id: 'e', tags: ['host:5000/web:3'] }).map(({ id }) => id)).toEqual([
      'b',
      'd',
      'e',
    ]);
    expect(buildBefore(builds, { id: 'e', tags: ['host:5000/web:3'] })?.id).toBe('d');
    expect(buildBefore(builds, { id: 'b', tags: ['host:5000/web:1'] })).toBeUndefined();
    expect(buildBefore(builds, { id: 'n', tags: [] })).toBeUndefined();
  });

  it('are compared step by step where both ran, wherever a line moved', () => {
    const before = [
      step(1, 'RUN a', 100),
      step(2, 'RUN a', 200),
      step(3, 'RUN b', 300),
      step(4, 'RUN c', 5, 'cached'),
    ];
    const now = [
      step(1, 'RUN new', 9),
      step(2, 'RUN a', 150),
      step(3, 'RUN a', 150),
      step(4, 'RUN c', 70),
      step(5, 'RUN b', 300),
    ];
    expect([...stepDifferences({ timeline: now }, { timeline: before })]).toEqual([
      [2, 50],
      [3, -50],
      [5, 0],
    ]);
  });

  it('differ when somebody would notice', () => {
    expect([isNoticed(50, 10), isNoticed(-400, 1000), isNoticed(400, 10_000)]).toEqual([false, true, false]);
  });
});
