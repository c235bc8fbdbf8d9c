import { describe, expect, it } from 'vitest';
import type { DockerfileCheck } from '../../../../engine/api/types/build.ts';
import {
  checkStart,
  dockerfilesIn,
  EMPTY_START,
  secretIdsIn,
  stageTitles,
  suggestedTag,
  wishOf,
} from './start-form.ts';

const FILE: DockerfileCheck = {
  problems: [],
  stages: [
    { index: 0, name: 'build', from: 'x' },
    { index: 1, from: 'y' },
  ],
  args: [{ name: 'VERSION', default: '1' }, { name: 'MODE' }],
};

describe('the form of a build', () => {
  it('asks for what the person filled in and the file knows', () => {
    const form = {
      ...EMPTY_START,
      folder: ' /p ',
      dockerfile: ' Dockerfile',
      tags: 'web:1, web:latest',
      target: 'build',
      args: { VERSION: '2', MODE: '', GONE: 'x' },
      secrets: { npm: ' /home/ann/.npmrc', other: '', gone: '/x' },
      more: [
        { key: 'HTTP_PROXY', value: 'http://p' },
        { key: '', value: '' },
      ],
    };
    expect(wishOf(form, FILE, ['npm', 'other'])).toEqual({
      folder: '/p',
      dockerfile: 'Dockerfile',
      tags: ['web:1', 'web:latest'],
      buildArgs: { VERSION: '2', HTTP_PROXY: 'http://p' },
      target: 'build',
      platform: '',
      noCache: false,
      pull: false,
      secrets: [{ id: 'npm', file: '/home/ann/.npmrc' }],
    });
    expect(wishOf({ ...form, target: 'gone' }, FILE, []).target).toBe('');
    expect(wishOf(form, undefined, [])).toMatchObject({
      target: 'build',
      buildArgs: { VERSION: '2', GONE: 'x' },
      secrets: [{ id: 'npm' }, { id: 'gone' }],
    });
    expect(stageTitles(FILE)).toEqual(['build', '1']);
  });

  it.each([
    ['web', true],
    ['shop/web:1.2', true],
    ['registry.example:5000/a/b:x', true],
    ['localhost/a', true],
    ['Web', false],
    ['a b:', false],
    ['web:-x', false],
  ])('holds %s for a name: %s', (tags, good) => {
    expect(checkStart({ ...EMPTY_START, folder: '/p', tags }).tags === undefined).toBe(good);
  });

  it('finds the secrets that a Dockerfile mounts', () => {
    const source = [
      'FROM x',
      'RUN --mount=type=secret,id=npm,target=/root/.npmrc npm ci',
      'RUN --mount=required,type=secret,id=npm --mount=type=secret,target=/run/secrets/key a',
      'RUN --mount=type=cache,id=no b',
    ].join('\n');
    expect(secretIdsIn(source)).toEqual(['npm', 'key']);
  });

  it('says what is missing', () => {
    expect(Object.keys(checkStart(EMPTY_START))).toEqual(['folder']);
    expect(checkStart({ ...EMPTY_START, folder: 'p' }).folder).toMatch(/slash/);
    expect(checkStart({ ...EMPTY_START, folder: '~/p' })).toEqual({});
  });

  it('finds Dockerfiles, and a name for a folder', () => {
    const names = ['web.Dockerfile', 'Dockerfile.dev', 'Dockerfile', 'Dockerfile.dockerignore', 'readme'];
    expect(dockerfilesIn(names.map((name) => ({ name, kind: 'file' })))).toEqual([
      'Dockerfile',
      'Dockerfile.dev',
      'web.Dockerfile',
    ]);
    expect(suggestedTag('/home/ann/My Shop_2/')).toBe('my-shop-2');
    expect(suggestedTag('/')).toBe('');
  });
});
