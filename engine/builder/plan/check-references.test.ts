import { describe, expect, it } from 'vitest';
import { readDockerfile } from './stages.ts';

describe('a stage that cannot be meant', () => {
  it.each([
    ['FROM a AS x\nCOPY --from=x /a /b\n', 2, 6, 'invalid from flag value x: refers to current build stage'],
    ['FROM a\nCOPY --from=0 /a /b\n', 2, 6, 'invalid from flag value 0: refers to current build stage'],
    ['FROM a\nRUN --mount=from=3,target=/x true\n', 2, 5, 'there is no stage of that number before this one'],
    [
      'FROM a AS one\nCOPY --chown=1 --from=two /x /\nFROM b AS two\nCOPY --from=one /y /\n',
      2,
      16,
      'circular dependency detected on stage: two',
    ],
    [
      'FROM a AS one\nCOPY --from=three / /\nFROM one AS two\nFROM two AS three\n',
      2,
      6,
      'circular dependency',
    ],
  ])('is shown at its place: %j', (text, line, column, reason) => {
    expect(() => readDockerfile(text)).toThrow(reason);
    expect(() => readDockerfile(text)).toThrow(expect.objectContaining({ position: { line, column } }));
  });

  it.each([
    'FROM a AS one\nFROM b\nCOPY --from=one / /\nCOPY --from=0 / /\nCOPY --from=some/image / /\n',
    'FROM a AS one\nCOPY --from=nginx / /\nFROM nginx AS nginx\n',
  ])('is not seen where there is none: %j', (text) => {
    expect(readDockerfile(text).stages).toHaveLength(2);
  });
});
