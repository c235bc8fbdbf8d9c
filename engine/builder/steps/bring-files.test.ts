import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readableName } from '../../base/file-name.ts';
import { membersOf, tarOf } from '../../testing/tar-of.ts';
import { keyOf } from '../cache/inputs.ts';
import { FileTree } from '../files/file-tree.ts';
import { IgnorePatterns } from '../ignore/ignore-patterns.ts';
import { type Bringing, type Brought, bring } from './bring-files.ts';

let folder = '';

/** Files by path; a path that ends in a slash is a folder, what begins with `->` a link. */
async function write(root: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    const place = join(folder, root, path);
    await mkdir(join(place, '..'), { recursive: true });
    if (path.endsWith('/')) await mkdir(place, { recursive: true });
    else if (content.startsWith('->')) await symlink(content.slice(2), place);
    else await writeFile(place, content, { encoding: 'latin1', mode: 0o644 });
  }
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gantry-test-'));
  const archive = tarOf([{ path: 'inside', content: 'i', uid: 7, gid: 8, mode: 0o600 }]);
  await write('context', {
    a: 'a',
    'é.txt': 'e',
    'd/b': 'b',
    'd/sub/c': 'c',
    'd/sub/t.tar': archive.toString('latin1'),
    't.tar': archive.toString('latin1'),
    la: '->a',
    ld: '->d',
    lost: '->nowhere',
    'two words': 'w',
    ignored: 'x',
  });
  await chmod(join(folder, 'context/d'), 0o700);
  await write('root', {
    'etc/passwd': 'root:x:0:0::/:\nme:x:41:42::/:\n',
    'etc/group': 'us:x:43:\n',
    'there/': '',
    'real/': '',
    link: '->/real',
    far: '->/not/yet',
    file: 'f',
  });
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function brought(asked: Partial<Bringing>): Promise<Brought> {
  const context = new FileTree(join(folder, 'context'), {
    ignored: new IgnorePatterns(['ignored']),
    attributes: new Map(),
  });
  const wish = {
    kind: 'copy',
    tree: context,
    target: '/x',
    sources: [],
    loose: [],
    repositories: [],
    exclude: [],
    link: false,
    parents: false,
    unpack: false,
    chown: undefined,
    chmod: undefined,
    mtime: undefined,
  } as const;
  return await bring({ ...wish, ...asked }, async () => join(folder, 'root'));
}

/** `path mode uid:gid` of each member of the layer. */
async function layerOf(asked: Partial<Bringing>): Promise<readonly string[]> {
  const found = await brought(asked);
  const members = await membersOf((await found.layer()) as AsyncIterable<Buffer>);
  return members.map(({ path, mode, uid, gid }) => `${readableName(path)} ${mode.toString(8)} ${uid}:${gid}`);
}

describe('what COPY and ADD bring', () => {
  it.each<[string, Partial<Bringing>, readonly string[]]>([
    ['a file by a new name', { sources: ['a'] }, ['x 644 0:0']],
    ['a file into a new folder', { sources: ['a'], target: '/x/' }, ['x/ 755 0:0', 'x/a 644 0:0']],
    ['a file into a folder that is there', { sources: ['a'], target: '/there' }, ['there/a 644 0:0']],
    ['a file over a file', { sources: ['a'], target: '/file' }, ['file 644 0:0']],
    [
      'what is in a folder, whose own permissions stay behind',
      { sources: ['d'] },
      ['x/ 755 0:0', 'x/b 644 0:0', 'x/sub/ 755 0:0', 'x/sub/c 644 0:0', 'x/sub/t.tar 644 0:0'],
    ],
    [
      'what is in a folder, into one that stays as it is',
      { sources: ['d/sub'], target: '/there' },
      ['there/c 644 0:0', 'there/t.tar 644 0:0'],
    ],
    [
      'a link as what it points to, by its own name',
      { sources: ['la'], target: '/x/' },
      ['x/ 755 0:0', 'x/la 644 0:0'],
    ],
    [
      'all that fits',
      { sources: ['[a-c]*', 'two*'], target: '/there/' },
      ['there/a 644 0:0', 'there/two words 644 0:0'],
    ],
    [
      'names that are no ASCII',
      { sources: ['é*'.replace('é', '\u00c3\u00a9')], target: '/\u00c3\u00bc/' },
      ['ü/ 755 0:0', 'ü/é.txt 644 0:0'],
    ],
    ['through a link of the image', { sources: ['a'], target: '/link/' }, ['real/a 644 0:0']],
    [
      'to where a link leads that leads nowhere yet',
      { sources: ['a'], target: '/far/f' },
      ['not/ 755 0:0', 'not/yet/ 755 0:0', 'not/yet/f 644 0:0'],
    ],
    ['an owner by name', { sources: ['a'], chown: 'me:us' }, ['x 644 41:43']],
    [
      'an owner alone, whose number is the group’s, too',
      { sources: ['d/b'], target: '/x/', chown: 'me' },
      ['x/ 755 41:41', 'x/b 644 41:41'],
    ],
    [
      'permissions by symbols',
      { sources: ['d/sub'], chmod: 'u=rwX,go=', exclude: ['*.tar'] },
      ['x/ 755 0:0', 'x/c 600 0:0'],
    ],
    [
      'the folders above',
      { sources: ['d/sub/c'], target: '/x/', parents: true },
      ['x/ 755 0:0', 'x/d/ 755 0:0', 'x/d/sub/ 755 0:0', 'x/d/sub/c 644 0:0'],
    ],
    [
      'the folders after the pivot',
      { sources: ['d/./sub/c'], target: '/x/', parents: true },
      ['x/ 755 0:0', 'x/sub/ 755 0:0', 'x/sub/c 644 0:0'],
    ],
    [
      'an archive, unpacked where the target is, owned as it says',
      { kind: 'add', unpack: true, sources: ['t.tar'], chown: '5' },
      ['x/ 755 5:5', 'x/inside 600 7:8'],
    ],
    [
      'an archive in a folder, which stays packed',
      { kind: 'add', unpack: true, sources: ['d/sub'], exclude: ['c'] },
      ['x/ 755 0:0', 'x/t.tar 644 0:0'],
    ],
  ])('%s', async (_what, asked, members) => {
    expect(await layerOf(asked)).toEqual(members);
  });

  it.each<[Partial<Bringing>, string]>([
    [
      { sources: ['nothing'] },
      'COPY failed: file not found in build context or excluded by .dockerignore: stat nothing',
    ],
    [{ sources: ['ignored'] }, 'stat ignored: file does not exist'],
    [{ sources: ['../../no'] }, 'forbidden path outside the build context: ../../no ()'],
    [{ sources: ['z*'] }, 'COPY failed: no source files were specified'],
    [{ sources: ['lo*'] }, 'stat lost: file does not exist'],
    [{ sources: ['a', 'd/b'] }, 'the destination must be a directory and end with a /'],
    [{ sources: ['[at]*'] }, 'When using COPY with more than one source file'],
    [{ sources: ['a'], target: '/file/' }, 'mkdir /file: not a directory'],
    [{ sources: ['a'], target: '/file/x' }, 'mkdir /file: not a directory'],
    [{ sources: ['d'], target: '/file' }, 'mkdir /file: not a directory'],
    [{ sources: ['a'], chown: 'nobody' }, "can't find uid for user nobody: no such user: nobody"],
    [{ sources: ['a'], chmod: '888' }, "invalid chmod parameter: '888'"],
  ])('%j is refused', async (asked, reason) => {
    await expect(layerOf(asked)).rejects.toThrow(reason);
  });

  it('is another thing for a repository of which something else is left out', async () => {
    const repositories = [
      { input: ['file x', 'commit'] as const, tree: () => Promise.reject(new Error('nobody looks')) },
    ];
    const keyFor = async (...exclude: string[]) => keyOf((await brought({ repositories, exclude })).inputs);
    expect(await keyFor('a')).not.toBe(await keyFor('b'));
    expect(await keyFor('a')).toBe(await keyFor('a'));
  });
});
