import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inChunks, type TarMember, tarOf } from '../../testing/tar-of.ts';
import { FileTree } from '../files/file-tree.ts';
import { receiveContext } from './receive-context.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gantry-test-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const received = (members: readonly TarMember[]) =>
  receiveContext(inChunks(tarOf(members)), join(folder, 'context'));

describe('a context', () => {
  it('is root’s, whether it is unpacked or not, with a digest of each file and its attributes', async () => {
    const records = new Map([
      ['SCHILY.xattr.user.note', 'kept'],
      ['SCHILY.xattr.trusted.overlay.opaque', 'y'],
    ]);
    const context = await received([
      { path: './a/', uid: 7 },
      { path: 'a/f', content: 'old', uid: 7 },
      { path: 'a/f', content: 'new', uid: 7, records },
      { path: 'h', type: 'hard-link', linkPath: 'a/f' },
      { path: 'l', type: 'symlink', linkPath: '/etc' },
    ]);
    const tree = new FileTree(context.source, { attributes: context.attributes });
    const entry = await tree.find('a/../h');
    expect(entry?.stats).toMatchObject({ uid: 0, nlink: 2, size: 3 });
    expect(await text(tree.read('h'))).toBe('new');
    expect(await tree.digest('h')).toBe(createHash('sha256').update('new').digest('hex'));
    expect((await tree.find('l'))?.path).toBeUndefined();
    const unpacked = await context.source.onDisk();
    expect(await readFile(join(unpacked, 'h'), 'utf8')).toBe('new');
    expect((await stat(join(unpacked, 'a/f'))).uid).toBe(0);
    await context.close();
    expect([...context.attributes]).toEqual([['a/f', new Map([['SCHILY.xattr.user.note', 'kept']])]]);
  });

  it.each<[string, TarMember[], string]>([
    ['a name that climbs out', [{ path: 'a/../../evil' }], 'holds "a/../../evil", which lies outside of it'],
    [
      'a hard link to what is outside',
      [{ path: 'h', type: 'hard-link', linkPath: '../etc/passwd' }],
      'holds "../etc/passwd", which lies outside of it',
    ],
    [
      'a hard link to nothing',
      [{ path: 'h', type: 'hard-link', linkPath: '/etc/passwd' }],
      "link to 'etc/passwd'",
    ],
    [
      'a folder that becomes a file',
      [
        { path: 'a/f', content: 'x' },
        { path: 'a', content: 'y' },
      ],
      'holds "a" as a folder and as a file',
    ],
    [
      'a file below a file',
      [
        { path: 'a', content: 'x' },
        { path: 'a/f', content: 'y' },
      ],
      'holds "a/f", which lies below a file',
    ],
    ['a device', [{ path: 'sda', type: 'block-device' }], 'holds the device "sda"'],
    [
      'a file below a link',
      [
        { path: 'l', type: 'symlink', linkPath: '/etc' },
        { path: 'l/evil', content: 'x' },
      ],
      'holds "l/evil", which lies below the link "l"',
    ],
  ])('is refused for %s, which is named', async (_what, members, reason) => {
    await expect(received(members)).rejects.toThrow(reason);
  });
});
