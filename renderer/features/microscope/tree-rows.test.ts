import { describe, expect, it } from 'vitest';
import type { ImageEntry } from '../../../engine/api/types/microscope.ts';
import { entryAt, folderAt } from './entries.fixture.ts';
import { ancestors, reachable, treeRows } from './tree-rows.ts';

const state = (path: string, entries: readonly ImageEntry[], total = entries.length) =>
  [path, { data: { ...folderAt(path, entries), total }, error: null }] as const;

describe('treeRows', () => {
  const root = state('/', [entryAt('/etc', { kind: 'directory', size: 30 }), entryAt('/init', { size: 70 })]);

  it('shows a closed folder as one row with its share', () => {
    expect(treeRows(new Map([root]), new Set(['/']))).toMatchObject([
      { path: '/etc', open: false, share: 0.3 },
      { path: '/init', share: 0.7 },
    ]);
  });

  it('shows what is in an open folder below it', () => {
    const folders = new Map([root, state('/etc', [entryAt('/etc/passwd')])]);
    const rows = treeRows(folders, new Set(['/', '/etc']));
    expect(rows.map(({ path, depth }) => [path, depth])).toEqual([
      ['/etc', 0],
      ['/etc/passwd', 1],
      ['/init', 0],
    ]);
  });

  it('says that a folder is on its way, failed, or has more', () => {
    expect(treeRows(new Map([root]), new Set(['/', '/etc']))[1]).toMatchObject({ kind: 'loading', depth: 1 });
    const failed = new Map([['/', { data: undefined, error: new Error('gone') }]]);
    expect(treeRows(failed, new Set())).toMatchObject([{ kind: 'failed' }]);
    expect(treeRows(new Map([state('/', [entryAt('/a')], 9)]), new Set(['/']))[1]).toMatchObject({
      kind: 'rest',
      left: 8,
    });
  });
});

describe('the way to a path', () => {
  it('is all folders above it', () => {
    expect(ancestors('/usr/lib/x')).toEqual(['/', '/usr', '/usr/lib']);
    expect(ancestors('/')).toEqual(['/']);
  });

  it('decides what has to be asked for', () => {
    expect(reachable(new Set(['/', '/usr', '/var/log']))).toEqual(['/', '/usr']);
  });
});
