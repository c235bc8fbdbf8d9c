import { describe, expect, it } from 'vitest';
import { projectOf, serviceOf } from '../plan/project.fixture.ts';
import { emptyActual } from '../plan/simulate.fixture.ts';
import { planUp } from '../plan/up.ts';
import { readArguments, usage } from './options.ts';
import { planLines } from './plan-lines.ts';
import { scales } from './values.ts';

describe('readArguments', () => {
  it('takes options before and after the command', () => {
    expect(
      readArguments(['-f', 'a.yml', '-f', 'b.yml', '-p', 'x', 'up', '-d', '--scale', 'web=2', 'web']),
    ).toEqual({
      global: { file: ['a.yml', 'b.yml'], 'project-name': 'x' },
      command: 'up',
      values: { detach: true, scale: ['web=2'] },
      words: ['web'],
    });
  });

  it('leaves the command of exec and run as it is', () => {
    expect(readArguments(['exec', '-u', 'root', 'web', 'ls', '-l', '--', '-x'])).toMatchObject({
      values: { user: 'root' },
      words: ['web', 'ls', '-l', '--', '-x'],
    });
  });

  it.each([[[]], [['help']], [['--help']]])('gives help for %j', (words) => {
    expect(readArguments(words)).toBeUndefined();
    expect(usage()).toContain('  up       [SERVICE…]');
  });

  it.each([
    [['nonsense'], /unknown command: nonsense/],
    [['up', '--nonsense'], /--nonsense/],
    [['--nonsense', 'up'], /--nonsense/],
  ])('refuses %j', (words, why) => {
    expect(() => readArguments(words)).toThrow(why);
  });
});

describe('scales', () => {
  it('reads counts, and refuses what is none', () => {
    expect(scales(['web=3', 'db=0'])).toEqual({ web: 3, db: 0 });
    expect(() => scales(['web'])).toThrow(/web is no NAME=VALUE/);
    expect(() => scales(['web=many'])).toThrow(/many is no number/);
  });
});

describe('planLines', () => {
  it('says what is done and why', () => {
    const project = projectOf([serviceOf('web')]);
    expect(planLines(planUp(project, emptyActual(project), new Map()))).toEqual([
      'network proj_default: create',
      '    because it is not there yet',
      'container proj-web-1: create and start',
      '    because it is not there yet',
    ]);
  });
});
