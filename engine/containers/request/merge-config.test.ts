import { describe, expect, it } from 'vitest';
import { argsOf, mergeConfig } from './merge-config.ts';

const image = {
  Entrypoint: ['echo', 'entry'],
  Cmd: ['default'],
  Env: ['A=1', 'B=2'],
  User: 'app',
  WorkingDir: '/srv',
};
const args = (request: Parameters<typeof mergeConfig>[1]) => argsOf(mergeConfig(image, request));

describe('mergeConfig', () => {
  it('uses the entrypoint and command of the image when the request names neither', () => {
    expect(args({})).toEqual(['echo', 'entry', 'default']);
  });

  it('replaces the command and keeps the entrypoint', () => {
    expect(args({ Cmd: ['mine'] })).toEqual(['echo', 'entry', 'mine']);
  });

  it('forgets the command of the image when the entrypoint is replaced', () => {
    expect(args({ Entrypoint: ['sh'] })).toEqual(['sh']);
  });

  it('takes [""] as "no entrypoint"', () => {
    expect(args({ Entrypoint: [''], Cmd: ['ls'] })).toEqual(['ls']);
    expect(args({ Entrypoint: [''] })).toEqual([]);
  });

  it('lets the request override single variables', () => {
    expect(mergeConfig(image, { Env: ['B=3', 'C'] }).Env).toEqual(['B=3', 'C', 'A=1']);
  });

  it('falls back to user and folder of the image', () => {
    expect(mergeConfig(image, { User: '' })).toMatchObject({ User: 'app', WorkingDir: '/srv' });
    expect(mergeConfig(image, { User: '0' })).toMatchObject({ User: '0' });
  });
});
