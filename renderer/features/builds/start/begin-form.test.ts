import { describe, expect, it } from 'vitest';
import type { BuildWish } from '../../../bridge/host-types.ts';
import { beginForm, changeForm } from './begin-form.ts';
import { EMPTY_START } from './start-form.ts';

const wish = (part: Partial<BuildWish> = {}): BuildWish => ({
  folder: '/p',
  dockerfile: 'Dockerfile',
  tags: ['p:1'],
  buildArgs: {},
  target: '',
  platform: '',
  noCache: false,
  pull: false,
  secrets: [],
  ...part,
});

describe('the form of a build begins', () => {
  const newest = { id: 'b', wish: wish({ tags: ['p:2'] }) };
  const older = wish({
    dockerfile: 'api.Dockerfile',
    tags: ['api:1', 'api:x'],
    target: 'build',
    platform: 'linux/arm64',
    noCache: true,
    pull: true,
    secrets: [{ id: 'npm', file: '/home/ann/.npmrc' }],
  });

  it('with the options of the very build that is built again, not of the folder’s last one', () => {
    expect(beginForm({ wish: older }, [newest, { id: 'a', wish: older }])).toEqual({
      ...EMPTY_START,
      folder: '/p',
      dockerfile: 'api.Dockerfile',
      tags: 'api:1 api:x',
      target: 'build',
      platform: 'linux/arm64',
      noCache: true,
      pull: true,
      secrets: { npm: '/home/ann/.npmrc' },
    });
  });

  it('with what the folder was last built with, or with a name that fits it', () => {
    expect(beginForm({}, [newest])).toMatchObject({ folder: '/p', tags: 'p:2' });
    expect(beginForm({ folder: '/p', dockerfile: 'x' }, [newest])).toMatchObject({
      dockerfile: 'x',
      tags: 'p:2',
    });
    expect(beginForm({ folder: '/My Shop' }, [newest])).toMatchObject({ dockerfile: '', tags: 'my-shop' });
    expect(changeForm({ ...EMPTY_START, folder: '/q', tags: 'mine' }, { folder: '/r' }, []).tags).toBe(
      'mine',
    );
  });
});
