import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MountRequest } from '../../api/types/container.ts';
import { orInvalid } from '../../testing/or-invalid.ts';
import { parseMount } from './parse-mount.ts';
import { mountWishesOf } from './wishes.ts';

const bind: MountRequest = { Type: 'bind', Source: '/src', Target: '/dst' };
const volume: MountRequest = { Type: 'volume', Source: 'data', Target: '/dst' };
const tmpfs: MountRequest = { Type: 'tmpfs', Target: '/dst' };
const image: MountRequest = { Type: 'image', Source: 'alpine', Target: '/dst' };

describe('parseMount', () => {
  it('takes a source that is missing for a mistake, unless it is to be made', () => {
    expect(parseMount(bind)).toMatchObject({ createSource: false, recursive: true, propagation: undefined });
    expect(
      parseMount({ ...bind, BindOptions: { CreateMountpoint: true, NonRecursive: true } }),
    ).toMatchObject({
      createSource: true,
      recursive: false,
    });
  });

  it('reads how far read-only goes', () => {
    const submounts = (BindOptions: Required<MountRequest>['BindOptions']) =>
      parseMount({ ...bind, ReadOnly: true, BindOptions });
    expect(submounts({})).toMatchObject({ readOnlySubmounts: 'try' });
    expect(submounts({ ReadOnlyNonRecursive: true })).toMatchObject({ readOnlySubmounts: 'never' });
    expect(submounts({ ReadOnlyForceRecursive: true })).toMatchObject({ readOnlySubmounts: 'must' });
  });

  it('reads what a volume is to be made with', () => {
    const VolumeOptions = {
      NoCopy: true,
      Labels: { a: 'b' },
      DriverConfig: { Name: 'local', Options: { type: 'tmpfs', device: 'tmpfs' } },
      Subpath: 'a/./b',
    };
    expect(parseMount({ ...volume, VolumeOptions })).toMatchObject({
      copy: false,
      labels: { a: 'b' },
      driver: 'local',
      driverOptions: { type: 'tmpfs', device: 'tmpfs' },
      subpath: 'a/./b',
    });
  });

  it('reads size, mode and options of a tmpfs', () => {
    const TmpfsOptions = { SizeBytes: 1048576, Mode: 0o1700, Options: [['exec']] };
    expect(parseMount({ ...tmpfs, ReadOnly: true, TmpfsOptions })).toMatchObject({
      options: 'ro,mode=1700,size=1048576,exec',
    });
  });

  it('never lets an image be written to', () => {
    expect(parseMount(image)).toMatchObject({ name: 'alpine', readOnly: true });
  });

  const table: [string, MountRequest, string][] = [
    ['no target', { ...volume, Target: '' }, 'field Target must not be empty'],
    ['the root', { ...volume, Target: '/a/..' }, "invalid specification: destination can't be '/'"],
    ['a relative target', { ...volume, Target: 'a' }, "invalid mount path: 'a' mount path must be absolute"],
    ['a bind of nothing', { ...bind, Source: '' }, 'field Source must not be empty'],
    ['a relative source', { ...bind, Source: 'a' }, "invalid mount path: 'a' mount path must be absolute"],
    ['a propagation', { ...bind, BindOptions: { Propagation: 'far' } }, 'invalid propagation mode: far'],
    [
      'a bind with a volume’s options',
      { ...bind, VolumeOptions: {} },
      'field VolumeOptions must not be specified',
    ],
    [
      'a volume with a bind’s options',
      { ...volume, BindOptions: {} },
      'field BindOptions must not be specified',
    ],
    ['a tmpfs with a source', { ...tmpfs, Source: 'x' }, 'field Source must not be specified'],
    ['a tmpfs option', { ...tmpfs, TmpfsOptions: { Options: [['suid']] } }, 'invalid option: suid'],
    [
      'a tmpfs option of three',
      { ...tmpfs, TmpfsOptions: { Options: [['a', 'b', 'c']] } },
      'invalid option array length',
    ],
    ['a size below nothing', { ...tmpfs, TmpfsOptions: { SizeBytes: -1 } }, 'cannot be negative'],
    ['no image', { ...image, Source: '' }, 'field Source must not be empty'],
    [
      'a way out of a volume',
      { ...volume, VolumeOptions: { Subpath: '../x' } },
      'subpath must be a relative path within the volume',
    ],
    [
      'a way out by the middle',
      { ...volume, VolumeOptions: { Subpath: 'a/../../x' } },
      'subpath must be a relative path within the volume',
    ],
    [
      'an absolute part',
      { ...volume, VolumeOptions: { Subpath: '/x' } },
      'subpath must be a relative path within the volume',
    ],
    [
      'a part of an image outside',
      { ...image, ImageOptions: { Subpath: '..' } },
      'subpath must be a relative path',
    ],
    [
      'a part of a new volume',
      { ...volume, Source: '', VolumeOptions: { Subpath: 'x' } },
      'must not set Subpath when using anonymous volumes',
    ],
    [
      'a read-only new volume',
      { ...volume, Source: '', ReadOnly: true },
      'must not set ReadOnly mode when using anonymous volumes',
    ],
    [
      'two wishes for read-only',
      { ...bind, BindOptions: { ReadOnlyNonRecursive: true, ReadOnlyForceRecursive: true } },
      'mount options conflict',
    ],
    ['a Windows pipe', { Type: 'npipe', Source: 'x', Target: '/x' }, 'mount type unknown'],
  ];
  it.each(table)('refuses %s in Docker’s words', (_what, mount, message) => {
    expect(() => parseMount(mount)).toThrow(`invalid mount config for type "${mount.Type}": `);
    expect(() => parseMount(mount)).toThrow(message);
  });

  it('answers any subpath with one that stays inside, or calls it invalid', () => {
    const part = fc.constantFrom('..', '.', 'a', '', '/', 'b\0', '...');
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
        const Subpath = parts.join('/');
        const wish = orInvalid(() => parseMount({ ...volume, VolumeOptions: { Subpath } }));
        if (wish?.type !== 'volume' || wish.subpath === undefined) return;
        const depths = wish.subpath.split('/').reduce<number[]>((seen, name) => {
          const step = name === '..' ? -1 : name === '' || name === '.' ? 0 : 1;
          return [...seen, (seen.at(-1) ?? 0) + step];
        }, []);
        expect(depths.at(-1)).toBeGreaterThanOrEqual(0);
        expect(wish.subpath).not.toMatch(/^\/|\0/);
      }),
    );
  });
});

it('refuses a mount that does not say of which type it is', () => {
  const mount = { Source: 'vol', Target: '/x' } as unknown as MountRequest;
  expect(() => parseMount(mount)).toThrow('invalid mount config for type "": mount type unknown');
});

describe('mountWishesOf', () => {
  it.each([
    [{ Binds: ['a:/x', 'b:/x/'] }],
    [{ Binds: ['a:/x'], Mounts: [{ ...volume, Target: '/y/../x' }] }],
    [{ Binds: ['a:/x'], Tmpfs: { '/x': '' } }],
  ])('refuses two things at one place: %j', (host) => {
    expect(() => mountWishesOf(host, {})).toThrow('Duplicate mount point: /x');
  });

  it('puts no anonymous volume where a tmpfs is', () => {
    const { anonymous } = mountWishesOf({ Tmpfs: { '/b': '' } }, { Volumes: { '/a': {}, '/b/': {} } });
    expect(anonymous.map(({ destination }) => destination)).toEqual(['/a']);
  });

  it.each([
    ['/', '', "destination can't be '/'"],
    ['x', '', 'mount path must be absolute'],
    ['/x', 'nonsense', 'Invalid tmpfs option "nonsense"'],
    ['/x', 'size=', 'Invalid tmpfs option "size="'],
    ['/x', 'lowerdir=/etc', 'Invalid tmpfs option "lowerdir=/etc"'],
  ])('refuses --tmpfs %s:%s', (path, options, message) => {
    expect(() => mountWishesOf({ Tmpfs: { [path]: options } }, {})).toThrow(message);
  });
});
