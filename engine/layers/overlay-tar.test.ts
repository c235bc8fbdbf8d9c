import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kindOf } from '../base/errors.ts';
import { readTar } from '../disk/tar-reader.ts';
import { inChunks, membersOf, type TarMember, tarOf } from '../testing/tar-of.ts';
import { plainFolder } from './folder-header.ts';
import { foldersAbove } from './member-path.ts';
import { type Below, type LayerFacts, toOverlayTar } from './overlay-tar.ts';

const OPAQUE = new Map([['SCHILY.xattr.trusted.overlay.opaque', 'y']]);

/** Layers below that hold these paths; folders end in a slash. */
function belowOf(...paths: string[]): Below {
  return {
    has: async (path) => paths.some((one) => one === path || one.startsWith(`${path}/`)),
    folder: async (path) => {
      const isFolder = path === '' || paths.some((one) => one.startsWith(`${path}/`));
      return isFolder ? { ...plainFolder, mode: 0o750, uid: 7 } : undefined;
    },
  };
}

async function rewrite(members: readonly TarMember[], below = belowOf()) {
  const facts: LayerFacts = { size: 0, opaque: new Set() };
  const tar = toOverlayTar(readTar(inChunks(tarOf(members))), { below, xattrs: 'trusted', facts });
  return { members: await membersOf(tar), facts };
}

const pathsOf = (members: readonly TarMember[]) => members.map((member) => member.path);

describe('toOverlayTar', () => {
  it('turns a whiteout into a device 0/0 after everything else', async () => {
    const { members } = await rewrite([{ path: 'etc/.wh.old' }, { path: 'etc/new' }], belowOf('etc/old'));
    expect(pathsOf(members)).toEqual(['./', './etc', './etc/new', './', './etc', './etc/old']);
    expect(members.at(-1)).toMatchObject({ type: 'character-device', device: { major: 0, minor: 0 } });
  });

  it('gives folders that the layer leaves out the attributes that they have below', async () => {
    const { members } = await rewrite([{ path: 'etc/new' }], belowOf('etc/old'));
    expect(members.at(-1)).toMatchObject({ path: './etc', type: 'directory', mode: 0o750, uid: 7 });
  });

  it('gives a folder that comes after what is in it its own attributes', async () => {
    const { members } = await rewrite(
      [{ path: 'etc/new' }, { path: 'etc/', mode: 0o711 }],
      belowOf('etc/old'),
    );
    expect(members.findLast(({ path }) => path === './etc')).toMatchObject({ mode: 0o711, uid: 0 });
  });

  it('asks the layers below nothing before all of its own members went out', async () => {
    let hasEnded = false;
    const tooEarly: string[] = [];
    const asked = <T>(path: string, answer: T): T => {
      if (!hasEnded) tooEarly.push(path);
      return answer;
    };
    const there = belowOf('etc/old');
    const late: Below = {
      folder: (path) => asked(path, there.folder(path)),
      has: (path) => asked(path, there.has(path)),
    };
    const source = readTar(inChunks(tarOf([{ path: 'etc/.wh.old' }, { path: 'etc/new' }])));
    async function* watched() {
      yield* source;
      hasEnded = true;
    }
    const facts: LayerFacts = { size: 0, opaque: new Set() };
    const members = await membersOf(toOverlayTar(watched(), { below: late, xattrs: 'trusted', facts }));
    expect([tooEarly, pathsOf(members).at(-1)]).toEqual([[], './etc/old']);
  });

  it('drops a whiteout that hides nothing, because overlayfs might list it', async () => {
    const { members } = await rewrite([{ path: 'etc/.wh.none' }, { path: 'etc/' }], belowOf('etc/old'));
    expect(pathsOf(members)).toEqual(['./', './etc', './']);
  });

  it('drops a whiteout of something that the layer itself brings', async () => {
    const { members } = await rewrite(
      [{ path: '.wh.file' }, { path: 'file', content: 'new' }],
      belowOf('file'),
    );
    expect(members.filter((member) => member.path === './file')).toMatchObject([{ content: 'new' }]);
  });

  it('makes a folder opaque that replaces one below', async () => {
    const { members, facts } = await rewrite(
      [{ path: 'd/', mode: 0o700 }, { path: '.wh.d' }],
      belowOf('d/old'),
    );
    expect(members.at(-1)).toMatchObject({ path: './d', mode: 0o700, records: OPAQUE });
    expect([...facts.opaque]).toEqual(['d']);
  });

  it('makes a folder opaque at its marker, wherever that stands', async () => {
    const { members, facts } = await rewrite([{ path: 'd/.wh..wh..opq' }, { path: 'd/', mode: 0o711 }]);
    expect(members.at(-1)).toMatchObject({ path: './d', mode: 0o711, records: OPAQUE });
    expect([...facts.opaque]).toEqual(['d']);
  });

  it('makes the root itself opaque', async () => {
    const { members } = await rewrite([{ path: './' }, { path: '.wh..wh..opq' }]);
    expect(members.at(-1)).toMatchObject({ path: './', records: OPAQUE });
  });

  it('lets no layer steer overlayfs by attributes', async () => {
    const records = new Map([
      ['SCHILY.xattr.trusted.overlay.redirect', '/etc'],
      ['SCHILY.xattr.user.overlay.opaque', 'y'],
      ['SCHILY.xattr.user.mine', 'kept'],
      ['comment', 'dropped'],
    ]);
    const { members } = await rewrite([{ path: 'd/', records }]);
    expect(members[1]?.records).toEqual(new Map([['SCHILY.xattr.user.mine', 'kept']]));
  });

  it("drops AUFS's own names", async () => {
    const { members } = await rewrite([{ path: '.wh..wh.plnk/' }, { path: '.wh..wh.aufs' }]);
    expect(members).toEqual([]);
  });

  it('follows a relative link that stays inside the layer', async () => {
    const { members } = await rewrite([
      { path: './' },
      { path: 'usr/' },
      { path: 'usr/lib/' },
      { path: 'lib', type: 'symlink', linkPath: 'usr/../usr/lib' },
      { path: 'lib/x', content: '1' },
      { path: 'y', type: 'hard-link', linkPath: 'lib/x' },
    ]);
    expect(pathsOf(members).slice(-2)).toEqual(['./usr/lib/x', './y']);
    expect(members.at(-1)).toMatchObject({ linkPath: './usr/lib/x' });
  });

  it('counts the bytes of files', async () => {
    const { facts } = await rewrite([
      { path: 'a', content: '12345' },
      { path: 'b', content: '678' },
    ]);
    expect(facts.size).toBe(8);
  });

  const link = (path: string, target: string): TarMember => ({ path, type: 'symlink', linkPath: target });
  const hard = (path: string, target: string): TarMember => ({ path, type: 'hard-link', linkPath: target });

  it.each<[string, TarMember[], string]>([
    ['a name that climbs', [{ path: '../evil' }], '"../evil" climbs out of its folder'],
    ['a name that climbs in the middle', [{ path: 'a/../../evil' }], 'climbs out'],
    ['an absolute name', [{ path: '/etc/passwd' }], '"/etc/passwd" has an absolute name'],
    [
      'a write through an absolute link',
      [link('l', '/etc'), { path: 'l/passwd' }],
      '"l/passwd" goes through the symbolic link "l" -> "/etc"',
    ],
    [
      'a write through a climbing link',
      [link('a/l', '../../etc'), { path: 'a/l/passwd' }],
      'leads out of the layer',
    ],
    ['a loop of links', [link('a', 'b'), link('b', 'a'), { path: 'a/x' }], 'a loop of symbolic links'],
    ['a whiteout through a link', [link('l', '/etc'), { path: 'l/.wh.passwd' }], 'leads out of the layer'],
    ['a hard link that climbs', [hard('x', '../../etc/shadow')], 'climbs out'],
    ['an absolute hard link', [hard('x', '/etc/shadow')], 'has an absolute name'],
    ['a hard link through a link', [link('l', '/etc'), hard('x', 'l/shadow')], 'leads out of the layer'],
    ['a hard link to nothing', [hard('x', 'none')], '"x" is a hard link to "none"'],
    ['a member below a file', [{ path: 'f' }, { path: 'f/x' }], 'goes through "f", which is a file'],
    ['a whiteout of nothing', [{ path: 'd/.wh.' }], '"d/.wh." is a whiteout of nothing'],
    ['a whiteout of the parent', [{ path: 'd/.wh...' }], 'a whiteout of nothing'],
    ['a root that is a file', [{ path: './.' }], "the layer's root is not a folder"],
  ])('refuses %s', async (_, members, message) => {
    await expect(rewrite(members)).rejects.toMatchObject({
      kind: 'invalid',
      message: expect.stringContaining(message),
    });
  });

  it('never leads an unpacking program through a link or out of its folder', async () => {
    const part = fc.constantFrom('a', 'b', 'c', '.', '..', '', '.wh.a', '.wh.b', '.wh..wh..opq');
    const path = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/') || 'a');
    const member = fc.record({
      path,
      type: fc.constantFrom('file', 'directory', 'symlink', 'hard-link', 'character-device'),
      linkPath: fc.oneof(path, fc.constant('/etc'), fc.constant('../../etc')),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(member, { maxLength: 12 }), async (list) => {
        const members = await rewrite(list, belowOf('a/b', 'b/c/a', 'c')).then(
          (done) => done.members,
          kindOf,
        );
        expect(members === 'invalid' ? [] : harmIn(members)).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });
});

/**
 * Plays an unpacking program and answers what could do harm: every member's folder must have been made before, as a folder
 * and not as a link, and a hard link must lead to something of the layer.
 */
function harmIn(members: Awaited<ReturnType<typeof membersOf>> | string): string[] {
  if (typeof members === 'string') return [`it failed as ${members}`];
  const kinds = new Map<string, string>([['.', 'directory']]);
  return members.flatMap(({ path, type, linkPath }) => {
    if (path === './') return [];
    const harm: string[] = [];
    if (!/^\.(\/[^/]+)+$/.test(path) || /\/\.\.?(\/|$)|\.wh\./.test(path)) harm.push(`${path}: its name`);
    for (const folder of foldersAbove(path)) {
      if (kinds.get(folder) !== 'directory') harm.push(`${path}: ${folder} is ${kinds.get(folder)}`);
    }
    const target = type === 'hard-link' ? kinds.get(linkPath) : 'file';
    if (target === undefined || target === 'directory') harm.push(`${path}: links to ${target}`);
    kinds.set(path, type);
    return harm;
  });
}
