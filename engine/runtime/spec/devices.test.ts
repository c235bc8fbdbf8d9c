import { describe, expect, it } from 'vitest';
import { majorOf, minorOf } from './device-number.ts';
import { deviceNodes, deviceRules } from './devices.ts';

const fuse = {
  path: '/dev/fuse',
  type: 'c' as const,
  major: 10,
  minor: 229,
  fileMode: 0o666,
  uid: 0,
  gid: 0,
  access: 'rw',
};

describe('deviceRules', () => {
  it('denies everything first, then allows the harmless ones', () => {
    const rules = deviceRules(false, [], []);
    expect(rules[0]).toEqual({ allow: false, access: 'rwm' });
    expect(rules).toContainEqual({ allow: true, type: 'c', major: 1, minor: 3, access: 'rwm' });
    expect(rules).toContainEqual({ allow: true, type: 'c', major: 136, access: 'rwm' });
    expect(rules.some(({ major, minor }) => major === 10 && minor === 229)).toBe(false);
  });

  it('allows a given device what was said', () => {
    expect(deviceRules(false, [fuse], ['b 8:* r']).slice(-2)).toEqual([
      { allow: true, type: 'c', major: 10, minor: 229, access: 'rw' },
      { allow: true, type: 'b', major: 8, access: 'r' },
    ]);
  });

  it('allows a privileged container everything', () => {
    expect(deviceRules(true, [], [])).toEqual([{ allow: true, access: 'rwm' }]);
  });
});

describe('a rule', () => {
  const rule = (text: string) => deviceRules(false, [], [text]).at(-1);

  it('may have numbers and stars', () => {
    expect(rule('a *:* rwm')).toEqual({ allow: true, type: 'a', access: 'rwm' });
    expect(rule('c 1:3 mr')).toEqual({ allow: true, type: 'c', major: 1, minor: 3, access: 'mr' });
  });

  it.each(['', 'c 1:3', 'x 1:3 rwm', 'c 1:3 rwx', 'c -1:3 r', 'c  1:3 r'])('is refused as "%s"', (text) => {
    expect(() => rule(text)).toThrow(`invalid device cgroup rule format: '${text}'`);
  });
});

describe('deviceNodes', () => {
  it('leaves out what only the rules are about', () => {
    expect(deviceNodes([fuse])[0]).not.toHaveProperty('access');
  });
});

describe('device numbers', () => {
  it.each([
    [0x103n, 1, 3],
    [0x800n, 8, 0],
    [0x10300n, 259, 0],
    [0x123_4567_89ab_cdefn & 0xffff_ffffn, 0xbcd, 0x89aef],
  ])('%s is %i:%i', (rdev, major, minor) => {
    expect(majorOf(rdev)).toBe(major);
    expect(minorOf(rdev)).toBe(minor);
  });
});
