import { describe, expect, it } from 'vitest';
import { plainFolder } from '../../layers/folder-header.ts';
import { ArchiveIndex } from './archive-index.ts';

function indexOf(...members: readonly (readonly [path: string, target?: string])[]): ArchiveIndex {
  const index = new ArchiveIndex();
  for (const [path, target = ''] of members) {
    const type = target === '' ? 'file' : 'symlink';
    index.add(path, { ...plainFolder, type, path, mode: 0o644, linkPath: target }, target, 0);
  }
  return index;
}

describe('a path in an archive', () => {
  const index = indexOf(
    ['a/b/file'],
    ['a/up', '../a/b'],
    ['a/abs', '/a/b/file'],
    ['a/out', '../../../a/b'],
    ['a/round', 'round'],
    ['a/gone', 'nothing'],
  );

  it.each([
    ['', ''],
    ['/', ''],
    ['a/b/file', 'a/b/file'],
    ['./a//b/', 'a/b'],
    ['a/up/file', 'a/b/file'],
    ['a/abs', 'a/b/file'],
    ['a/out/file', 'a/b/file'],
    ['../../a/b', 'a/b'],
    ['a/b/../b/file', 'a/b/file'],
    ['a/b/file/x', undefined],
    ['a/gone', undefined],
    ['b', undefined],
  ])('%j is %j once links are followed, never out of it', (path, found) => {
    expect(index.resolve(path)).toBe(found);
  });

  it('is refused when links go round', () => {
    expect(() => index.resolve('a/round')).toThrow('too many levels of symbolic links');
  });
});
