import { describe, expect, it } from 'vitest';
import { parseGitAddress, withoutLogin } from './git-address.ts';

describe('parseGitAddress', () => {
  it.each([
    ['https://host/a/b.git', 'https://host/a/b.git', undefined, ''],
    ['https://host/a/b.git#v1', 'https://host/a/b.git', 'v1', ''],
    ['https://host/a/b.git#feature/x:sub/dir/', 'https://host/a/b.git', 'feature/x', 'sub/dir'],
    ['git://host/b#:dir', 'git://host/b', undefined, 'dir'],
    ['git@host:a/b.git#main', 'git@host:a/b.git', 'main', ''],
    ['ssh://git@host:22/a/b', 'ssh://git@host:22/a/b', undefined, ''],
  ])('%s', (text, repository, ref, folder) => {
    expect(parseGitAddress(text)).toEqual({ repository, ref, folder });
  });

  it.each(['https://host/a/b', 'https://host/file.tar.gz', 'a/b.git', 'a@b', '.', 'github.com/a/b'])(
    'takes %s for something else',
    (text) => {
      expect(parseGitAddress(text)).toBeUndefined();
    },
  );

  it('knows the short form of contexts', () => {
    expect(parseGitAddress('github.com/a/b#v2:c', { shorthand: true })).toEqual({
      repository: 'https://github.com/a/b',
      ref: 'v2',
      folder: 'c',
    });
  });

  it('refuses a name that git would take for an option', () => {
    expect(() => parseGitAddress('git://host/b#--upload-pack=x')).toThrow('invalid git reference');
  });

  it('shows no login', () => {
    expect(withoutLogin('https://me:secret@host/a.git')).toBe('https://host/a.git');
  });
});
