import { describe, expect, it } from 'vitest';
import type { BuildRecord, BuildStep } from '../../../engine/api/types/build.ts';
import { errorOutside, sourceLines } from './source-lines.ts';

function step(number: number, line: number, endLine: number, state: BuildStep['state']): BuildStep {
  return { number, line, endLine, stage: 0, text: 'RUN x', state };
}

function failed(change: Partial<BuildRecord>): BuildRecord {
  return {
    id: 'b1',
    tags: [],
    state: 'failed',
    startedAt: '2026-01-01T00:00:00Z',
    steps: 2,
    cached: 0,
    dockerfile: 'Dockerfile',
    source: 'FROM x\nRUN a && \\\n  b\nCMD c\n',
    stages: [],
    timeline: [step(1, 1, 1, 'done'), step(2, 2, 3, 'failed'), step(3, 4, 4, 'waiting')],
    error: 'it returned 7',
    ...change,
  };
}

const errorsOf = (record: BuildRecord) =>
  sourceLines(record).flatMap(({ number, error }) => (error === undefined ? [] : [{ number, ...error }]));

describe('sourceLines', () => {
  it('marks every line of the step that failed, and shows the error below its last', () => {
    const record = failed({ errorAt: { line: 2, column: 1 } });
    expect(sourceLines(record).map((line) => line.failed)).toEqual([false, true, true, false]);
    expect(errorsOf(record)).toEqual([{ number: 3, text: 'it returned 7', column: undefined }]);
    expect(errorOutside(record)).toBeUndefined();
  });

  it('shows an error of the text at its line and column, without the line again', () => {
    const record = failed({
      timeline: [],
      error: 'dockerfile parse error on line 3: unknown flag: x\n  b\n  ^',
      errorAt: { line: 3, column: 3 },
    });
    expect(errorsOf(record)).toEqual([{ number: 3, text: 'unknown flag: x', column: 3 }]);
  });

  it('leaves an error that belongs to no line to be shown elsewhere', () => {
    const record = failed({ timeline: [], error: 'no space left on device' });
    expect(errorsOf(record)).toEqual([]);
    expect(errorOutside(record)).toBe('no space left on device');
    expect(errorOutside(failed({ timeline: [], source: '', errorAt: { line: 9, column: 1 } }))).toBe(
      'it returned 7',
    );
  });

  it('has what the build checks say at its line', () => {
    const warning = {
      severity: 'warning',
      check: 'JSONArgsRecommended',
      message: 'm',
      line: 4,
      column: 1,
      from: 0,
      to: 3,
    } as const;
    const lines = sourceLines(failed({ state: 'done', warnings: [warning] }));
    expect(lines.map(({ warnings }) => warnings.length)).toEqual([0, 0, 0, 1]);
    expect(sourceLines(failed({})).every(({ warnings }) => warnings.length === 0)).toBe(true);
  });

  it('marks nothing in a build that somebody cancelled', () => {
    expect(errorsOf(failed({ state: 'cancelled' }))).toEqual([]);
    expect(errorOutside(failed({ state: 'cancelled' }))).toBeUndefined();
  });
});
