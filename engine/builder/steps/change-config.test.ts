import { describe, expect, it } from 'vitest';
import { parseDockerfile } from '../dockerfile/parse-dockerfile.ts';
import { readInstruction } from '../dockerfile/read-instruction.ts';
import { type ConfigInstruction, changedBy, workingDirectory } from './change-config.ts';
import { lookupIn, type StageState } from './stage-state.ts';

const START: StageState = {
  image: undefined,
  config: { Env: ['A=1', 'PATH=/bin'], Cmd: ['old'] },
  args: new Map([
    ['A', 'arg'],
    ['B', 'two'],
  ]),
  isCmdSet: false,
};

function after(source: string): StageState {
  return parseDockerfile(source).nodes.reduce((state, node) => {
    const instruction = readInstruction(node) as ConfigInstruction;
    return { ...state, ...changedBy(state, instruction, lookupIn(state), '\\') };
  }, START);
}

describe('changedBy', () => {
  it('sets variables from those before the line, ENV before ARG', () => {
    expect(after('ENV A=$A$B C=$A\n').config.Env).toEqual(['A=1two', 'PATH=/bin', 'C=1']);
  });

  it('forgets the base image’s command with a new entrypoint, and keeps its own', () => {
    expect(after('ENTRYPOINT ["e"]\n').config).toMatchObject({ Entrypoint: ['e'], Cmd: null });
    expect(after('CMD ["c"]\nENTRYPOINT ["e"]\n').config).toMatchObject({ Entrypoint: ['e'], Cmd: ['c'] });
  });

  it('runs commands in shell form by the shell that was set', () => {
    expect(after('CMD echo $A\n').config.Cmd).toEqual(['/bin/sh', '-c', 'echo $A']);
    expect(after('SHELL ["/bin/bash", "-ec"]\nCMD x\n').config.Cmd).toEqual(['/bin/bash', '-ec', 'x']);
  });

  it('reads ports, volumes and labels', () => {
    const { config } = after(
      'EXPOSE 80 8000-8001/udp $B0\nVOLUME ["/a b"]\nLABEL x="$B y" z=1\n'.replace(' $B0', ''),
    );
    expect(Object.keys(config.ExposedPorts ?? {})).toEqual(['80/tcp', '8000/udp', '8001/udp']);
    expect(Object.keys(config.Volumes ?? {})).toEqual(['/a b']);
    expect(config.Labels).toEqual({ x: 'two y', z: '1' });
  });

  it.each([
    ['EXPOSE many\n', 'invalid containerPort: many'],
    ['STOPSIGNAL NOPE\n', 'invalid signal: NOPE'],
    ['ENV X=${A:=1}\n', 'failed to process "${A:=1}": unsupported modifier'],
  ])('refuses %j', (source, reason) => {
    expect(() => after(source)).toThrow(reason);
  });
});

describe('workingDirectory', () => {
  it.each([
    ['', 'a', '/a'],
    ['/a', 'b/../c', '/a/c'],
    ['/a', '/b/', '/b'],
  ])('from %j to %j is %s', (from, to, path) => {
    expect(workingDirectory({ WorkingDir: from }, to)).toBe(path);
  });
});
