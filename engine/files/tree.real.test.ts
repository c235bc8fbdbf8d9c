import { execFile } from 'node:child_process';
import {
  chmod,
  chown,
  link,
  mkdir,
  mkdtemp,
  writeFile as put,
  readdir,
  readFile,
  rm,
  stat,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fault, isKind } from '../base/errors.ts';
import { bytesOf, inChunks, membersOf, tarOf } from '../testing/tar-of.ts';
import { openFiles } from './files.ts';

const program = promisify(execFile);
const refuse = (name: string) => Promise.reject(fault('not-found', `no such container: ${name}`));
const HERE = { volume: 'v' };

let folder: string;
const files = openFiles({
  container: refuse,
  volume: async () => ({ key: 'v', root: folder, close: async () => undefined }),
});
const at = (path: string) => join(folder, path);
const body = (text: string) => Readable.from([Buffer.from(text)]);
const anything = { expected: { kind: 'anything' }, parents: false } as const;
const plain = {
  path: '/',
  sort: 'name',
  descending: false,
  offset: 0,
  limit: 100,
  match: undefined,
  changed: false,
} as const;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gantry-test-tree-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe('writing a file', () => {
  it('keeps owner and mode, and refuses when it has changed underneath', async () => {
    await put(at('conf'), 'one');
    await chown(at('conf'), 1234, 2345);
    await chmod(at('conf'), 0o4640);
    const { entry } = await files.text(HERE, '/conf');
    const version = { expected: { kind: 'version', version: entry.version }, parents: false } as const;
    const after = await files.write(HERE, '/conf', body('two'), version);
    expect(await readFile(at('conf'), 'utf8')).toBe('two');
    expect(after).toMatchObject({ uid: 1234, gid: 2345, mode: 0o4640, size: 3 });
    await expect(files.write(HERE, '/conf', body('three'), version)).rejects.toThrow('was changed meanwhile');
    await rm(at('conf'));
    await expect(files.write(HERE, '/conf', body('three'), version)).rejects.toThrow('removed or renamed');
    expect(await readdir(folder)).toEqual([]);
  });

  it('keeps the old file when the disk is full or the body breaks off', async () => {
    await program('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'gantry-test', folder]);
    try {
      await put(at('conf'), 'the old content');
      const big = Readable.from(inChunks(Buffer.alloc(3 * 1024 * 1024, 'x'), 65536));
      await expect(files.write(HERE, '/conf', big, anything)).rejects.toThrow(/no space left/);
      const broken = Readable.from(
        (async function* () {
          yield Buffer.from('half');
          throw new Error('gone');
        })(),
      );
      await expect(files.write(HERE, '/conf', broken, anything)).rejects.toThrow('gone');
      expect(await readFile(at('conf'), 'utf8')).toBe('the old content');
      expect(await readdir(folder)).toEqual(['conf']);
    } finally {
      await program('umount', [folder]);
    }
  });

  it('leaves the other names of a file with several, and makes folders on the way when asked', async () => {
    await put(at('one'), 'old');
    await link(at('one'), at('other'));
    await files.write(HERE, '/one', body('new'), anything);
    expect(await readFile(at('other'), 'utf8')).toBe('new');
    await chown(folder, 77, 88);
    await files.write(HERE, '/a/b/c', body('deep'), { ...anything, parents: true });
    expect(await stat(at('a/b/c'))).toMatchObject({ uid: 77, gid: 88 });
  });

  it('overwrites a file that is mounted', async () => {
    await put(at('source'), 'old');
    await put(at('hosts'), '');
    await program('mount', ['--bind', at('source'), at('hosts')]);
    try {
      await files.write(HERE, '/hosts', body('new'), anything);
      expect(await readFile(at('source'), 'utf8')).toBe('new');
    } finally {
      await program('umount', [at('hosts')]);
    }
    expect((await readdir(folder)).toSorted()).toEqual(['hosts', 'source']);
  });
});

describe('a folder', () => {
  it('is listed by name, size and time, folders first, in pages, and filtered', async () => {
    await mkdir(at('z'));
    await put(at('b'), '22');
    await put(at('a'), '333');
    await put(at('C'), '1');
    const names = async (options: object) =>
      (await files.list(HERE, { ...plain, ...options })).entries.map(({ name }) => name);
    expect(await names({})).toEqual(['z', 'C', 'a', 'b']);
    expect(await names({ sort: 'size', descending: true })).toEqual(['z', 'a', 'b', 'C']);
    expect(await names({ offset: 1, limit: 2 })).toEqual(['C', 'a']);
    expect(await names({ match: 'c' })).toEqual(['C']);
    await put(at('new'), '');
    expect(await names({})).toEqual(['z', 'C', 'a', 'b', 'new']);
  });

  it('of many names is counted whole, though only a page of it is looked at', async () => {
    await program('sh', ['-c', `cd ${folder} && seq 1 3000 | xargs touch`]);
    const listing = await files.list(HERE, { ...plain, offset: 2990 });
    expect(listing).toMatchObject({ total: 3000, complete: true });
    expect(listing.entries.map(({ name }) => name).at(-1)).toBe('999');
  });

  it('is measured, moved across file systems with everything in it, and removed', async () => {
    await mkdir(at('from/sub'), { recursive: true });
    await put(at('from/sub/file'), 'x'.repeat(1000));
    await chown(at('from/sub/file'), 5, 6);
    expect(await files.measure(HERE, ['/from'])).toEqual({
      files: 1,
      folders: 2,
      bytes: 1000,
      complete: true,
    });
    await mkdir(at('other'));
    await program('mount', ['-t', 'tmpfs', 'gantry-test', at('other')]);
    try {
      await files.move(HERE, '/from', '/other/to', false);
      expect(await stat(at('other/to/sub/file'))).toMatchObject({ uid: 5, gid: 6, size: 1000 });
      await expect(files.remove(HERE, ['/other'])).rejects.toThrow('something is mounted there');
      expect((await files.remove(HERE, ['/other/to'])).removed).toEqual(['/other/to']);
      expect(await readdir(at('other'))).toEqual([]);
    } finally {
      await program('umount', [at('other')]);
    }
    await expect(files.remove(HERE, ['/'])).rejects.toThrow('root cannot be removed');
    await expect(files.move(HERE, '/other', '/other/in', false)).rejects.toThrow('lie in itself');
  });
});

describe('archives', () => {
  it('hold things of one folder, and unpack with owners, links, devices, attributes and holes', async () => {
    const xattr = new Map([['SCHILY.xattr.user.note', 'kept']]);
    const tar = tarOf([
      { path: 'd/', uid: 3, mode: 0o2750, mtime: '1000' },
      { path: 'd/file', content: 'x', uid: 1, gid: 2, mode: 0o4755, mtime: '2000' },
      { path: 'd/hard', type: 'hard-link', linkPath: 'd/file' },
      { path: 'd/soft', type: 'symlink', linkPath: '../elsewhere' },
      { path: 'd/fifo', type: 'fifo' },
      { path: 'd/noted', content: 'y', records: xattr },
      { path: 'd/zeros', content: '\0'.repeat(1024 * 1024) },
      { path: 'implied/file', content: 'z' },
    ]);
    await files.upload(HERE, '/', Readable.from(inChunks(tar, 256 * 1024)));
    expect(await stat(at('d'))).toMatchObject({ uid: 3, mtimeMs: 1_000_000 });
    expect((await stat(at('d/file'))).mode & 0o7777).toBe(0o4755);
    expect(await stat(at('d/hard'))).toMatchObject({ uid: 1, gid: 2, nlink: 2 });
    expect((await stat(at('d/fifo'))).isFIFO()).toBe(true);
    const zeros = await stat(at('d/zeros'));
    expect(zeros.size).toBe(1024 * 1024);
    expect(zeros.blocks).toBeLessThan(1024); // half of it at least is a hole
    const again = await membersOf(
      Readable.from([await bytesOf(await files.archive(HERE, ['/d', '/implied']))]),
    );
    expect(again.map(({ path }) => path).toSorted()).toEqual(
      [
        'd/',
        'd/fifo',
        'd/file',
        'd/hard',
        'd/noted',
        'd/soft',
        'd/zeros',
        'implied/',
        'implied/file',
      ].toSorted(),
    );
    expect(again.find(({ path }) => path === 'd/noted')?.records).toEqual(xattr);
  });

  it('take the place of what is there, and of two members with one name the last stays', async () => {
    await put(at('old'), 'old');
    await mkdir(at('in-the-way/deep'), { recursive: true });
    await chmod(folder, 0o2755);
    await chown(folder, 0, 99);
    const many = Array.from({ length: 50 }, (_, index) => ({ path: `f${index}`, content: `${index}` }));
    const tar = tarOf([
      { path: 'old', content: 'new' },
      { path: 'in-the-way', content: 'a file now' },
      { path: 'twice', content: 'first' },
      { path: 'twice', content: 'second' },
      ...many,
    ]);
    await files.upload(HERE, '/', Readable.from(inChunks(tar)));
    const texts = ['old', 'in-the-way', 'twice', 'f7', 'f49'].map((name) => readFile(at(name), 'utf8'));
    expect(await Promise.all(texts)).toEqual(['new', 'a file now', 'second', '7', '49']);
    expect(await stat(at('f7'))).toMatchObject({ uid: 0, gid: 0 });
  });

  it('that are cut short are refused', async () => {
    const tar = tarOf([{ path: 'file', content: 'x'.repeat(5000) }]).subarray(0, 2000);
    await expect(files.upload(HERE, '/', Readable.from([tar]))).rejects.toSatisfy((error) =>
      isKind(error, 'invalid'),
    );
  });
});
