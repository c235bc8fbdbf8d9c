import { describe, expect, it } from 'vitest';
import type { BuildStage, BuildStep } from '../../../../engine/api/types/build.ts';
import { layOutBuild, takesFrom } from './graph-layout.ts';

let next = 1;
function steps(stage: number, ...texts: readonly string[]): BuildStep[] {
  return texts.map((text) => ({ number: next++, line: 1, endLine: 1, stage, text, state: 'done' }));
}

const STAGES: readonly BuildStage[] = [
  { index: 0, name: 'base', from: 'x', needs: [] },
  { index: 1, name: 'web', from: 'base', needs: [0] },
  { index: 2, name: 'api', from: 'base', needs: [0] },
  { index: 3, from: 'y', needs: [1, 2] },
];

describe('layOutBuild', () => {
  it('puts each stage behind what it waits for, and those side by side that wait for the same', () => {
    next = 1;
    const timeline = [
      ...steps(-1, 'ARG A=1'),
      ...steps(0, 'FROM x AS base', 'RUN a'),
      ...steps(1, 'FROM base AS web', 'RUN b'),
      ...steps(2, 'FROM base AS api'),
      ...steps(3, 'FROM y', 'COPY --from=web /a /a', 'RUN --mount=type=bind,from=api,target=/x c'),
    ];
    const { nodes, lines } = layOutBuild({ stages: STAGES, timeline });
    const place = (id: string) => nodes.find((node) => node.id === id);
    const xs = [0, 1, 2, 3].map((index) => place(`stage ${index}`)?.x ?? Number.NaN);
    expect(xs[0]).toBeLessThan(xs[1] ?? 0);
    expect(xs[1]).toBe(xs[2]);
    expect(xs[2]).toBeLessThan(xs[3] ?? 0);
    expect(lines.map(({ from, to }) => [from, to])).toEqual([
      ['stage 0', 'step 4'],
      ['stage 0', 'step 6'],
      ['stage 1', 'step 8'],
      ['stage 2', 'step 9'],
    ]);
    expect(nodes.filter(({ kind }) => kind === 'step')).toHaveLength(8);
    const boxes = nodes.filter(({ kind }) => kind === 'stage');
    const overlapping = boxes.filter((one) =>
      boxes.some(
        (other) =>
          other !== one &&
          other.x === one.x &&
          other.y < one.y + one.height &&
          one.y < other.y + other.height,
      ),
    );
    expect(overlapping).toEqual([]);
  });

  it('leads to the stage itself when no step names the other, and leaves out what was not planned', () => {
    next = 1;
    const timeline = [...steps(0, 'FROM x AS base'), ...steps(1, 'FROM $' + '{WHICH} AS web')];
    const { nodes, lines } = layOutBuild({ stages: STAGES, timeline });
    expect(lines.map(({ from, to }) => [from, to])).toEqual([['stage 0', 'stage 1']]);
    expect(nodes.filter(({ kind }) => kind === 'stage')).toHaveLength(2);
    expect(layOutBuild({ stages: [], timeline: [] })).toEqual({ nodes: [], lines: [] });
  });
});

describe('takesFrom', () => {
  it.each([
    ['FROM --platform=linux/amd64 Base AS x', true],
    ['COPY --chown=1 --from=base a b', true],
    ['COPY --from=0 a b', true],
    ['RUN --mount=type=bind,from=base,target=/x make', true],
    ['RUN --mount=from=base,target=/x make', true],
    ['FROM 0', false],
    ['COPY base /base', false],
    ['COPY --from=basement a b', false],
  ])('reads %s: %s', (text, taken) => {
    expect(takesFrom(text, { name: 'base', index: 0 })).toBe(taken);
  });
});
