import { describe, expect, it } from 'vitest';
import { chooseUser } from './choose-user.ts';
import { parseGroup, parsePasswd } from './passwd.ts';

const users = parsePasswd(
  'root:x:0:0::/root:/bin/sh\nann:x:1000:100::/home/ann:/bin/sh\n55:x:2000:2000::/home/55:\n',
);
const groups = parseGroup('root:x:0:\nusers:x:100:\nwheel:x:10:ann,root\naudio:x:29:ann\n');
const choose = (spec: string, groupAdd: readonly string[] = []) => chooseUser(spec, groupAdd, users, groups);

describe('chooseUser', () => {
  it('is root, with its groups, when nothing is said', () => {
    expect(choose('')).toEqual({ uid: 0, gid: 0, additionalGids: [0, 10], home: '/root' });
  });

  it('finds a user by name and by number, with all groups that list it', () => {
    const ann = { uid: 1000, gid: 100, additionalGids: [10, 29, 100], home: '/home/ann' };
    expect(choose('ann')).toEqual(ann);
    expect(choose('1000')).toEqual(ann);
  });

  it('takes a number for a number, also when a user has it for a name', () => {
    expect(choose('55')).toEqual({ uid: 55, gid: 0, additionalGids: [0], home: '/' });
  });

  it('leaves the listed groups out when a group was named', () => {
    expect(choose('ann:wheel')).toEqual({ uid: 1000, gid: 10, additionalGids: [10], home: '/home/ann' });
    expect(choose('ann:77').gid).toBe(77);
    expect(choose(':audio')).toMatchObject({ uid: 0, gid: 29 });
  });

  it('takes numbers that are in no file', () => {
    expect(choose('1234:5678')).toEqual({ uid: 1234, gid: 5678, additionalGids: [5678], home: '/' });
  });

  it('adds groups by name and number, each once', () => {
    expect(choose('ann', ['29', 'users', '999']).additionalGids).toEqual([10, 29, 100, 999]);
  });

  it('works with an image that has no files', () => {
    expect(chooseUser('', [], [], [])).toEqual({ uid: 0, gid: 0, additionalGids: [0], home: '/' });
  });

  it.each([
    ['bob', 'unable to find user bob: no matching entries in passwd file'],
    ['ann:nobody', 'unable to find group nobody: no matching entries in group file'],
    ['-5', 'uids and gids must be in range 0-2147483647'],
    ['4294967296', 'uids and gids must be in range 0-2147483647'],
  ])('refuses %s as Docker does', (spec, message) => {
    expect(() => choose(spec)).toThrow(message);
  });

  it('refuses an unknown added group', () => {
    expect(() => choose('ann', ['ghosts'])).toThrow('unable to find group ghosts');
  });
});
