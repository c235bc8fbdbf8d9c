import { describe, expect, it } from 'vitest';
import type { ContainerInspect } from '../../../engine/api/types/container.ts';
import type { VolumeOverview } from '../../../engine/api/types/volume.ts';
import { createRequest, EMPTY_FORM } from './create-form.ts';
import { mountViews } from './mount-view.ts';
import { overviewOf } from './other-engine.ts';
import { summary } from './snapshot-changes.tsx';
import { progressOf } from './task-message.ts';
import { nameProblem } from './volume-name.ts';
import { copyName } from './volume-removal.tsx';
import { filterVolumes, userWords, volumeView } from './volume-view.ts';

const user = (name: string, project: string | null = null) => ({
  id: name,
  name,
  running: true,
  destination: '/data',
  readOnly: false,
  project,
});

function volume(Name: string, more: Partial<VolumeOverview> = {}): VolumeOverview {
  return {
    Name,
    Driver: 'local',
    Mountpoint: `/volumes/${Name}/_data`,
    CreatedAt: '2026-01-02T03:04:05Z',
    Labels: null,
    Options: null,
    Scope: 'local',
    anonymous: false,
    users: [],
    usage: null,
    measuring: false,
    ...more,
  };
}

describe('the list of volumes', () => {
  const views = [
    volume('books', { users: [user('keeper', 'library')] }),
    volume('spare'),
    volume('f'.repeat(64), {
      anonymous: true,
      usage: { bytes: 7, newest: '2026-01-02T00:00:00Z', measuredAt: '' },
    }),
  ].map(volumeView);
  const found = (filter: string, show = 'all') =>
    filterVolumes(views, filter, show).map(({ label }) => label);

  it('finds by name, by a container, by a project', () => {
    expect(found('spa')).toEqual(['spare']);
    expect(found('KEEPER')).toEqual(['books']);
    expect(found('library books')).toEqual(['books']);
    expect(found('', 'unused')).toEqual(['spare', 'ffffffffffff']);
    expect(found('spare', 'used')).toEqual([]);
  });

  it('knows no size before it was measured', () => {
    expect(views.map(({ bytes }) => bytes)).toEqual([undefined, undefined, 7]);
  });

  it('names many users shortly', () => {
    expect(userWords(['a', 'b', 'c', 'b'].map((name) => user(name)))).toBe('a, b, c');
    expect(userWords(['a', 'b', 'c', 'd'].map((name) => user(name)))).toBe('a, b and 2 more');
  });

  it('reads from an engine that is not ours who uses a volume', () => {
    const mount = {
      Type: 'volume',
      Name: 'x',
      Source: '',
      Destination: '/x',
      Mode: '',
      RW: false,
      Propagation: '',
    };
    const container = {
      Id: 'abc',
      Names: ['/web'],
      State: 'exited' as const,
      Labels: {},
      Mounts: [mount, { ...mount, Name: 'y' }],
    };
    const { users } = overviewOf(volume('x'), [container as never]);
    expect(users).toEqual([
      { id: 'abc', name: 'web', running: false, destination: '/x', readOnly: true, project: null },
    ]);
  });
});

const GRAMMAR = 'Letters, digits, “_”, “.” and “-”, beginning with a letter or a digit.';

describe('a new volume', () => {
  it('is asked for with what was written, and no more', () => {
    expect(createRequest(EMPTY_FORM)).toEqual({});
    const labels = [
      { key: 'a', value: 'b=c' },
      { key: '', value: 'lost' },
    ];
    expect(createRequest({ ...EMPTY_FORM, name: 'x1', labels, mounts: true, device: '/srv' })).toEqual({
      Name: 'x1',
      Labels: { a: 'b=c' },
      DriverOpts: { type: 'none', o: 'bind', device: '/srv' },
    });
  });

  it.each([
    ['', undefined],
    ['ok-1.x_y', undefined],
    ['a', 'Two characters at least.'],
    ['-a', GRAMMAR],
    ['a/b', GRAMMAR],
    ['taken', 'There is a volume of this name already.'],
  ])('named %j: %s', (name, problem) => {
    expect(nameProblem(name, ['taken'])).toBe(problem);
  });

  it('that is a copy says of what and of when', () => {
    expect(copyName('books', new Date(2026, 0, 2, 3, 4))).toBe('books-kept-20260102-0304');
  });
});

describe('words and figures', () => {
  it('of changes', () => {
    expect(summary({ added: 0, modified: 0, removed: 0 })).toBe('Nothing changed');
    expect(summary({ added: 1, modified: 0, removed: 2000 })).toBe('1 file added, 2,000 removed');
  });

  it('of how far something is', () => {
    expect(progressOf({ status: 'Copying', progressDetail: { current: 5, total: 10 } })).toEqual({
      words: 'Copying',
      part: 0.5,
    });
    expect(progressOf({ status: 'Copying', progressDetail: { current: 5 } })?.part).toBeNull();
    expect(progressOf({ aux: {} })).toBeUndefined();
  });

  it('of mounts, those in memory too', () => {
    const bind = {
      Type: 'bind',
      Source: '/srv',
      Destination: '/srv',
      Mode: 'ro',
      RW: false,
      Propagation: 'rprivate',
    };
    const inspect = { Mounts: [bind], HostConfig: { Tmpfs: { '/run': 'size=64m,mode=755' } } };
    expect(mountViews(inspect as unknown as ContainerInspect)).toMatchObject([
      { kind: 'tmpfs', destination: '/run', limit: 64 * 1024 * 1024, readOnly: false },
      { kind: 'bind', source: '/srv', readOnly: true, mode: 'ro, rprivate', volume: undefined },
    ]);
  });
});
