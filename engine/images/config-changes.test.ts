import { describe, expect, it } from 'vitest';
import type { ContainerConfig } from '../api/types/container.ts';
import { changedConfig } from './config-changes.ts';

const BEFORE: ContainerConfig = { Cmd: ['old'], Env: ['A=1', 'B=2'], WorkingDir: '/srv', Labels: { x: '1' } };

describe('changedConfig', () => {
  it.each<[string[], Partial<ContainerConfig>]>([
    [['CMD ["a", "b c"]'], { Cmd: ['a', 'b c'] }],
    [['CMD echo $HOME'], { Cmd: ['/bin/sh', '-c', 'echo $HOME'] }],
    [['cmd ["a"]'], { Cmd: ['a'] }],
    [['ENTRYPOINT ["e"]'], { Entrypoint: ['e'], Cmd: null }],
    [['CMD ["c"]', 'ENTRYPOINT ["e"]'], { Entrypoint: ['e'], Cmd: ['c'] }],
    [['ENV B=3 C="x y" D=a\\ b'], { Env: ['A=1', 'B=3', 'C=x y', 'D=a b'] }],
    [['ENV C some words'], { Env: ['A=1', 'B=2', 'C=some words'] }],
    [
      ['EXPOSE 80 53/udp 8000-8001/TCP'],
      { ExposedPorts: { '80/tcp': {}, '53/udp': {}, '8000/tcp': {}, '8001/tcp': {} } },
    ],
    [['LABEL x=2 "y z"=\'3 4\''], { Labels: { x: '2', 'y z': '3 4' } }],
    [['ONBUILD RUN x', 'ONBUILD CMD y'], { OnBuild: ['RUN x', 'CMD y'] }],
    [['STOPSIGNAL SIGINT'], { StopSignal: 'SIGINT' }],
    [['USER ann:staff'], { User: 'ann:staff' }],
    [['VOLUME /a /b', 'VOLUME ["/c d"]'], { Volumes: { '/a': {}, '/b': {}, '/c d': {} } }],
    [['WORKDIR sub'], { WorkingDir: '/srv/sub' }],
    [['WORKDIR /abs'], { WorkingDir: '/abs' }],
    [['HEALTHCHECK NONE'], { Healthcheck: { Test: ['NONE'] } }],
    [
      ['HEALTHCHECK --interval=1m30s --retries=2 CMD curl -f x'],
      { Healthcheck: { Interval: 90e9, Retries: 2, Test: ['CMD-SHELL', 'curl -f x'] } },
    ],
    [['  ', ''], {}],
  ])('applies %j', (changes, expected) => {
    expect(changedConfig(BEFORE, changes)).toEqual({ ...BEFORE, ...expected });
  });

  it.each([
    ['RUN x', 'RUN is not a valid change command'],
    ['CMD', 'CMD requires at least one argument'],
    ['ENV A', 'ENV must have two arguments'],
    ['ENV A=1 B', 'can\'t find = in "B"'],
    ['LABEL a="b', 'unexpected end of statement while looking for matching "'],
    ['EXPOSE http', 'invalid containerPort: http'],
    ['EXPOSE 99999', 'invalid containerPort: 99999'],
    ['HEALTHCHECK --fast CMD x', 'Unknown type "--fast" in HEALTHCHECK'],
    ['HEALTHCHECK --fast=1 CMD x', 'unknown flag: --fast'],
    ['HEALTHCHECK --interval=soon CMD x', 'time: invalid duration "soon"'],
  ])('refuses %s', (line, message) => {
    expect(() => changedConfig(BEFORE, [line])).toThrow(
      expect.objectContaining({ kind: 'invalid', message: expect.stringContaining(message) }),
    );
  });
});
