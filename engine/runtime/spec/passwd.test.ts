import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { idOf, parseGroup, parsePasswd } from './passwd.ts';

describe('parsePasswd', () => {
  it('reads names, ids and homes', () => {
    expect(parsePasswd('root:x:0:0:root:/root:/bin/sh\n# no\n\nann:x:1000:100::/home/ann\n')).toEqual([
      { name: 'root', uid: 0, gid: 0, home: '/root' },
      { name: 'ann', uid: 1000, gid: 100, home: '/home/ann' },
    ]);
  });

  it('skips a line whose id is no number, instead of taking it for root', () => {
    expect(parsePasswd('evil:x::0::/:\nevil2:x:0x0:0::/:\nbig:x:4294967296:0::/:\n:x:0:0::/:\n')).toEqual([]);
  });

  it('reads back what was written, whatever surrounds it', () => {
    const name = fc.stringMatching(/^[a-z_][a-z0-9_-]{0,20}$/);
    const id = fc.integer({ min: 0, max: 2 ** 31 - 1 });
    const entry = fc.record({ name, uid: id, gid: id, home: fc.stringMatching(/^\/[a-z/]{0,20}$/) });
    const noise = fc.constantFrom('', '# comment', 'broken', ':::', '+::::::', '\u0000');
    fc.assert(
      fc.property(fc.array(fc.tuple(noise, entry)), (lines) => {
        const text = lines
          .map(([junk, { name: n, uid, gid, home }]) => `${junk}\n${n}:x:${uid}:${gid}:gecos:${home}:/bin/sh`)
          .join('\n');
        expect(parsePasswd(text)).toEqual(lines.map(([, wanted]) => wanted));
      }),
    );
  });

  it('never throws, and never makes an id that is none', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        for (const { uid, gid } of parsePasswd(text)) expect(uid + gid).toBeGreaterThanOrEqual(0);
        for (const { gid } of parseGroup(text)) expect(Number.isInteger(gid)).toBe(true);
      }),
    );
  });
});

describe('parseGroup', () => {
  it('reads members, and groups without any', () => {
    expect(parseGroup('wheel:x:10:root,ann\nusers:x:100:\nodd:x:7\n')).toEqual([
      { name: 'wheel', gid: 10, members: ['root', 'ann'] },
      { name: 'users', gid: 100, members: [] },
      { name: 'odd', gid: 7, members: [] },
    ]);
  });
});

describe('idOf', () => {
  it.each([
    ['0', 0],
    ['2147483647', 2147483647],
    ['2147483648', undefined],
    ['-1', undefined],
    ['1e3', undefined],
    ['', undefined],
  ])('takes %s for %s', (text, id) => {
    expect(idOf(text)).toBe(id);
  });
});
