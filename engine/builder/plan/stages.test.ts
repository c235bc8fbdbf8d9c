import { describe, expect, it } from 'vitest';
import { neededStages, readDockerfile, targetStage } from './stages.ts';

const FILE = `ARG BASE=alpine
FROM $BASE AS base
RUN a
FROM base AS left
FROM scratch AS right
COPY --from=0 /x /
FROM left
RUN --mount=from=right,target=/m true
`;

function needed(target?: string): readonly (string | undefined)[] {
  const file = readDockerfile(FILE);
  return neededStages(file, targetStage(file, target), ({ from }) => from.image.text).map(
    ({ from }) => from.name,
  );
}

describe('the stages of a Dockerfile', () => {
  it('are needed as far as the target goes', () => {
    expect(needed()).toEqual(['base', 'left', 'right', undefined]);
    expect(needed('left')).toEqual(['base', 'left']);
    expect(needed('RIGHT')).toEqual(['base', 'right']);
    expect(needed('0')).toEqual(['base']);
  });

  it.each([
    ['RUN a\n', 'no build stage in current context'],
    ['ARG A\n', 'file with no stages'],
    ['FROM a\nRUNX b\n', 'dockerfile parse error on line 2: unknown instruction: RUNX'],
    ['FROM a\nCOPY --nope x y\n', 'unknown flag: --nope'],
  ])('are refused for %j', (source, reason) => {
    expect(() => readDockerfile(source)).toThrow(reason);
  });

  it('are refused for a target that is not there', () => {
    expect(() => targetStage(readDockerfile(FILE), 'nobody')).toThrow(
      'target stage "nobody" could not be found',
    );
  });
});
