import { execFile, spawn } from 'node:child_process';
import { lstat, mkdir, mkdtemp, writeFile as put, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { kindOf } from '../base/errors.ts';
import { inChunks, tarOf } from '../testing/tar-of.ts';
import { makeFolder, move, removeAll } from './change.ts';
import { readText } from './read.ts';
import { Root } from './root.ts';
import { extractTar } from './tar/extract.ts';
import { writeFile } from './write.ts';

const program = promisify(execFile);

let folder: string;
let root: Root;
/** The secret lies at `<folder>/outside/secret`, the root at `<folder>/root`. */
const outside = () => join(folder, 'outside');
const inside = (path: string) => join(folder, 'root', path);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gantry-test-root-'));
  await mkdir(inside('etc'), { recursive: true });
  await mkdir(outside());
  await put(join(outside(), 'secret'), 'secret');
  await put(inside('etc/secret'), 'harmless');
  root = await Root.open(inside(''));
});

afterEach(async () => {
  await root.close();
  await rm(folder, { recursive: true, force: true });
});

async function read(path: string): Promise<string> {
  const found = await root.get(path, { follow: true });
  try {
    const { content } = await readText(root, found);
    return content.kind === 'text' ? content.text : content.kind;
  } finally {
    await found.close();
  }
}

async function outcome(work: () => Promise<unknown>): Promise<unknown> {
  try {
    return await work();
  } catch (error) {
    return kindOf(error);
  }
}

describe('no path leads out of the root', () => {
  it.each<[string, string, Record<string, string>, unknown]>([
    ['two dots', '/../../outside/secret', {}, 'not-found'],
    ['two dots that stop at the root', '/../../etc/secret', {}, 'harmless'],
    ['an absolute link', '/door/secret', { door: '@outside' }, 'not-found'],
    ['an absolute link to a file', '/door', { door: '@outside/secret' }, 'not-found'],
    ['an absolute link that is there inside', '/door/secret', { door: '/etc' }, 'harmless'],
    ['a link that climbs', '/door/secret', { door: '../../outside' }, 'not-found'],
    ['a link that climbs and comes back', '/door/secret', { door: '../../../etc' }, 'harmless'],
    ['a link to the root of a process', '/door/etc/secret', { door: '/proc/self/root' }, 'not-found'],
    ['a link to an open file', '/door', { door: '/proc/self/fd/0' }, 'not-found'],
    ['a link to the working folder', '/door/secret', { door: '/proc/self/cwd' }, 'not-found'],
    ['a chain', '/a', { a: 'b', b: '/c', c: '@outside/secret' }, 'not-found'],
    ['a loop', '/a', { a: 'b', b: 'a' }, 'invalid'],
    ['a link to itself in a folder', '/a/x', { a: 'a/b' }, 'invalid'],
    ['two dots behind a link', '/door/../outside/secret', { door: '@outside' }, 'not-found'],
    ['a file as a folder', '/etc/secret/x', {}, 'not-found'],
  ])('%s', async (_, path, links, expected) => {
    for (const [name, target] of Object.entries(links))
      await symlink(target.replace('@outside', outside()), inside(name));
    expect(await outcome(() => read(path))).toBe(expected);
  });

  it('nothing is written, made, moved or removed through a link', async () => {
    await symlink(outside(), inside('door'));
    const body = () => inChunks(Buffer.from('x'));
    const anything = { kind: 'anything' } as const;
    expect(await outcome(() => writeFile(root, '/door/secret', body(), anything))).toBe('not-found');
    expect(await outcome(() => makeFolder(root, '/door/made'))).toBe('not-found');
    expect(await outcome(() => move(root, '/etc/secret', '/door/moved', true))).toBe('not-found');
    expect(await outcome(() => removeAll(root, ['/door/secret']))).toBe('not-found');
    await removeAll(root, ['/door']);
    expect(await readdir(outside())).toEqual(['secret']);
    await symlink(join(outside(), 'new'), inside('dangling'));
    await outcome(() => writeFile(root, '/dangling', body(), anything));
    expect(await readdir(outside())).toEqual(['secret']);
  });

  it('also not when a folder is swapped with a link while we look, write and unpack', async () => {
    await mkdir(inside('real'));
    await put(inside('real/secret'), 'harmless');
    const swap = `const {renameSync:r,symlinkSync:s,unlinkSync:u,existsSync:e}=require('fs');process.chdir(${JSON.stringify(inside(''))});
      for(;;){r('real','aside');s(${JSON.stringify(outside())},'real');u('real');r('aside','real')}`;
    const swapper = spawn(process.execPath, ['-e', swap], { stdio: 'ignore' });
    try {
      const tar = tarOf([
        { path: 'real/' },
        { path: 'real/planted', content: 'x' },
        { path: 'real/deep/planted', content: 'x' },
      ]);
      const seen = new Map<unknown, number>();
      const note = (what: unknown) => seen.set(what, (seen.get(what) ?? 0) + 1);
      const until = Date.now() + 4000;
      while (Date.now() < until) {
        note(await outcome(() => read('/real/secret')));
        await outcome(() =>
          writeFile(root, '/real/planted', inChunks(Buffer.from('x')), { kind: 'anything' }),
        );
        await outcome(() => makeFolder(root, '/real/made'));
        await outcome(() => removeAll(root, ['/real/made']));
        // A folder in the way of a link is a member that is replaced: the swapper may then fail, which ends nothing.
        await outcome(() => extractTar(root, '/', inChunks(tar), { keepKinds: true }));
      }
      expect(seen.get('harmless') ?? 0).toBeGreaterThan(0);
      expect(seen.has('secret')).toBe(false);
      expect(await readdir(outside())).toEqual(['secret']);
    } finally {
      swapper.kill('SIGKILL');
    }
  });

  it('no member of an archive lands outside, whatever its name and whatever links are there', async () => {
    await symlink(outside(), inside('door'));
    await symlink(join(outside(), 'file'), inside('file-door'));
    const unpack = (...members: Parameters<typeof tarOf>[0]) =>
      outcome(() => extractTar(root, '/', inChunks(tarOf(members))));
    expect(await unpack({ path: '../x', content: 'x' })).toBe('invalid');
    expect(await unpack({ path: 'a/../../x', content: 'x' })).toBe('invalid');
    await unpack({ path: 'door/x', content: 'x' });
    await unpack({ path: 'file-door', content: 'x' });
    await unpack({ path: 'later', type: 'symlink', linkPath: outside() }, { path: 'later/x', content: 'x' });
    await unpack({ path: 'hard', type: 'hard-link', linkPath: 'door/secret' });
    await unpack({ path: `${outside()}/x`, content: 'x' }); // absolute names are names below the folder
    expect(await readdir(outside())).toEqual(['secret']);
    expect(await readFile(inside('file-door'), 'utf8')).toBe('x');
    expect(await outcome(() => lstat(inside('hard')))).toBe('system');
  });
});

it('whatever text a path is, it is answered or refused with a sentence, and nothing outside is seen', async () => {
  await symlink('/', inside('top'));
  await symlink('..', inside('up'));
  const part = fc.oneof(
    fc.constantFrom('..', '.', '', 'etc', 'top', 'up', 'secret', 'outside', '\0', '~', '*'),
    fc.string(),
    fc.uint8Array({ maxLength: 20 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(part, { maxLength: 12 }), async (parts) => {
      const answer = await outcome(() => read(`/${parts.join('/')}`));
      expect(['harmless', 'none', 'not-found', 'invalid']).toContain(answer);
    }),
    { numRuns: 300 },
  );
});

it('a name of any bytes is made, read, moved and removed', async () => {
  const name = Buffer.from(
    Array.from({ length: 255 }, (_, at) => at + 1).filter((byte) => byte !== 0x2f),
  ).toString('latin1');
  const [one, other] = [name.slice(0, 127), name.slice(127)];
  await writeFile(root, `/etc/${one}`, inChunks(Buffer.from('odd')), { kind: 'nothing' });
  expect(await read(`/etc/${one}`)).toBe('odd');
  await move(root, `/etc/${one}`, `/${other}`, false);
  expect(await readdir(inside(''), 'latin1')).toContain(other);
  await removeAll(root, [`/${other}`]);
  expect(await readdir(inside(''))).toEqual(['etc']);
});

it('fifos and devices are told of and never opened', async () => {
  await program('mkfifo', [inside('fifo')]);
  expect(await read('/fifo')).toBe('none');
});
