import { describe, expect, it } from 'vitest';
import type { MountRecord } from '../mounts/mount-record.ts';
import { mountWishesOf } from '../mounts/wishes.ts';
import { takeAlong } from './take-along.ts';

const volume = (destination: string, name: string, anonymous: boolean): MountRecord => ({
  type: 'volume',
  destination,
  name,
  anonymous,
  readOnly: false,
  mode: '',
  copy: true,
  readOnlySubmounts: 'try',
});

describe('takeAlong', () => {
  const before = [
    volume('/data', 'aaaa', true),
    volume('/cache', 'named', false),
    volume('/gone', 'bbbb', true),
  ];

  it('gives a new anonymous volume the one that was there, and touches nothing else', () => {
    const wishes = mountWishesOf(
      { Binds: ['mine:/cache'], Mounts: [{ Type: 'volume', Target: '/gone' }] },
      { Volumes: { '/data': {}, '/fresh': {} } },
    );
    const { own, anonymous } = takeAlong(wishes, before);
    expect(anonymous).toMatchObject([
      { destination: '/data', name: 'aaaa', isInvented: true },
      { destination: '/fresh', name: '' },
    ]);
    expect(own).toMatchObject([
      { destination: '/cache', name: 'mine' },
      { destination: '/gone', name: 'bbbb', isInvented: true },
    ]);
    expect(own[0]).not.toHaveProperty('isInvented');
  });

  it('takes no volume that has a name of its own', () => {
    const wishes = mountWishesOf({}, { Volumes: { '/cache': {} } });
    expect(takeAlong(wishes, before).anonymous).toMatchObject([{ destination: '/cache', name: '' }]);
  });
});
