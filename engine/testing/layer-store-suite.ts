import { execFile } from 'node:child_process';
import { chmod, lstat, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { digestOfHex } from '../base/digest.ts';
import { fault } from '../base/errors.ts';
import { chainOver } from '../layers/chain-id.ts';
import { type LayerLab, makeLayerLab } from './layer-lab.ts';
import { bytesOf, inChunks, membersOf, type TarMember } from './tar-of.ts';

const program = promisify(execFile);

const BASE: readonly TarMember[] = [
  { path: 'bin/', mode: 0o755 },
  { path: 'bin/sh', mode: 0o755, content: 'sh' },
  { path: 'bin/su', mode: 0o4755, uid: 0, gid: 42, content: 'su' },
  { path: 'data/', mode: 0o750, uid: 5, gid: 6, mtime: '1700000000' },
  { path: 'data/a', content: 'a' },
  { path: 'data/b', content: 'b' },
  { path: 'etc/' },
  { path: 'etc/passwd', content: 'root' },
];

/** What every layer store has to do (LayerStore). It needs root, overlayfs and GNU tar. */
export function layerStoreSuite(): void {
  let lab: LayerLab;
  beforeEach(async () => {
    lab = await makeLayerLab();
  });
  afterEach(() => lab.remove());

  describe('applying layers', () => {
    it('unpacks a layer once, however many ask for it at a time', async () => {
      const layer = { parent: undefined, ...(await lab.layer(BASE)) };
      const [first, second] = await Promise.all([lab.store.apply(layer), lab.store.apply(layer)]);
      expect(first).toEqual(second);
      expect(first.size).toBe(10);
      expect(await lab.store.has(first.chain)).toBe(true);
      await rm(layer.file);
      expect(await lab.store.apply(layer)).toEqual(first);
      expect(await lab.store.sizeOfChain(first.chain)).toBe(10);
    });

    it('keeps modes, owners, times, links, devices and attributes', async () => {
      const records = new Map([
        ['SCHILY.xattr.user.note', 'hello'],
        ['SCHILY.xattr.security.capability', '\x01\0\0\x02\0\x20\0\0\0\0\0\0\0\0\0\0\0\0\0\0'],
      ]);
      const long = `${'long-'.repeat(30)}\xff\xfe`;
      const chain = await lab.apply([
        ...BASE,
        { path: 'hard', type: 'hard-link', linkPath: 'bin/sh' },
        { path: 'away', type: 'symlink', linkPath: '/etc/passwd' },
        { path: 'up', type: 'symlink', linkPath: '../../../etc' },
        { path: 'null', type: 'character-device', device: { major: 1, minor: 3 }, mode: 0o666 },
        { path: 'pipe', type: 'fifo' },
        { path: 'noted', records },
        { path: long, content: 'bytes' },
        { path: 'old', mtime: '1234567890.5' },
      ]);
      const [diff = ''] = await lab.store.foldersOf(chain);
      expect((await lstat(join(diff, 'bin/su'))).mode & 0o7777).toBe(0o4755);
      expect(await lstat(join(diff, 'data'))).toMatchObject({ uid: 5, gid: 6, mtimeMs: 1_700_000_000_000 });
      expect((await lstat(join(diff, 'hard'))).ino).toBe((await lstat(join(diff, 'bin/sh'))).ino);
      expect((await lstat(join(diff, 'null'))).rdev).toBe((1 << 8) + 3);
      expect((await lstat(join(diff, 'old'))).mtimeMs).toBe(1_234_567_890_500);
      expect((await readdir(diff, 'latin1')).includes(long)).toBe(true);
      const { stdout } = await program('tar', ['-c', '--xattrs', '--xattrs-include=*', '-C', diff, 'noted'], {
        encoding: 'buffer',
      });
      expect((await membersOf(inChunks(stdout)))[0]?.records).toEqual(expect.objectContaining(records));
    });

    it.each(['gzip', 'zstd', 'xz', 'bzip2'])('takes a layer packed with %s', async (packer) => {
      const { diffId, file } = await lab.layer(BASE);
      await program('sh', ['-c', `${packer} -c "$1" > "$1.packed"`, 'sh', file]);
      const { size } = await lab.store.apply({ parent: undefined, diffId, file: `${file}.packed` });
      expect(size).toBe(10);
    });

    it('refuses a layer over a chain that is not there', async () => {
      const { diffId } = await lab.layer([]);
      const layer = { parent: diffId, ...(await lab.layer(BASE)) };
      await expect(lab.store.apply(layer)).rejects.toMatchObject({ kind: 'not-found' });
    });

    it('leaves nothing behind of a layer with another digest', async () => {
      const { file } = await lab.layer(BASE);
      const { diffId } = await lab.layer([]);
      await expect(lab.store.apply({ parent: undefined, diffId, file })).rejects.toMatchObject({
        kind: 'invalid',
        message: expect.stringContaining(diffId),
      });
      await expectEmpty();
    });

    it.each<[string, (tar: Buffer) => Buffer]>([
      ['cut off', (tar) => tar.subarray(0, 900)],
      ['not a tar', () => Buffer.from('hello'.repeat(300))],
      ['a cut-off gzip', () => Buffer.from([0x1f, 0x8b, 8, 0, 0, 0])],
    ])('leaves nothing behind of a layer that is %s', async (_, breakIt) => {
      const { diffId, file } = await lab.layer(BASE);
      await writeFile(file, breakIt(await readFile(file)));
      await expect(lab.store.apply({ parent: undefined, diffId, file })).rejects.toMatchObject({
        kind: 'invalid',
      });
      await expectEmpty();
    });

    it('lets no layer write outside its folder', async () => {
      const outside = join(lab.folder, 'outside');
      await mkdir(outside);
      const evil: (readonly TarMember[])[] = [
        [{ path: '../../../outside/x' }],
        [{ path: `${outside}/x` }],
        [
          { path: 'l', type: 'symlink', linkPath: outside },
          { path: 'l/x', content: 'x' },
        ],
        [
          { path: 'l', type: 'symlink', linkPath: '../../../../outside' },
          { path: 'l/x', content: 'x' },
        ],
        [{ path: 'l', type: 'hard-link', linkPath: `${outside}/x` }],
      ];
      for (const members of evil) {
        const layer = { parent: undefined, ...(await lab.layer(members)) };
        await expect(lab.store.apply(layer)).rejects.toMatchObject({ kind: 'invalid' });
      }
      expect(await readdir(outside)).toEqual([]);
      await expectEmpty();
    });

    it('writes into the folder that replaced a link, not through the link', async () => {
      const chain = await lab.apply([
        { path: 'real/' },
        { path: 'a', type: 'symlink', linkPath: 'real' },
        { path: 'a/' },
        { path: 'a/x', content: 'x' },
      ]);
      const [diff = ''] = await lab.store.foldersOf(chain);
      expect(await readdir(join(diff, 'a'))).toEqual(['x']);
      expect(await readdir(join(diff, 'real'))).toEqual([]);
    });

    it('gives a folder that a layer leaves out all that it has below', async () => {
      const keep: TarMember = { path: 'keep/', mode: 0o2710, uid: 5, gid: 6, mtime: '1500000000.5' };
      const lower = await lab.apply([keep, { path: 'keep/gone' }]);
      const upper = await lab.apply([{ path: 'keep/new' }, { path: 'keep/.wh.gone' }], lower);
      const [diff = ''] = await lab.store.foldersOf(upper);
      const found = await stat(join(diff, 'keep'));
      expect([found.mode & 0o7777, found.uid, found.gid, found.mtimeMs]).toEqual([
        0o2710,
        5,
        6,
        1.5e12 + 500,
      ]);
      expect((await readdir(join(diff, 'keep'))).sort()).toEqual(['gone', 'new']);
    });

    it('takes a layer before the one below it is there', async () => {
      const lower = await lab.layer([{ path: 'd/', mode: 0o700 }, { path: 'd/kept' }, { path: 'd/gone' }]);
      const below = sleep(50).then(() => lab.store.apply({ parent: undefined, ...lower }));
      const upper = await lab.layer([{ path: 'd/new' }, { path: 'd/.wh.gone' }]);
      const parent = chainOver(undefined, lower.diffId);
      const { chain } = await lab.store.apply({ parent, ...upper, below });
      await lab.store.createWritable('c', chain);
      await lab.mounted('c', async (root) => {
        expect((await readdir(join(root, 'd'))).sort()).toEqual(['kept', 'new']);
        expect((await stat(join(root, 'd'))).mode & 0o777).toBe(0o700);
      });
    });

    it('keeps nothing of a layer when the one below it fails', async () => {
      const layer = { parent: digestOfHex('1'.repeat(64)), ...(await lab.layer([{ path: 'x' }])) };
      const below = Promise.reject(fault('unavailable', 'the one below'));
      await expect(lab.store.apply({ ...layer, below })).rejects.toMatchObject({ message: 'the one below' });
      await expectEmpty();
    });

    it('keeps nothing of a layer that was given up', async () => {
      const layer = { parent: undefined, ...(await lab.layer(BASE)) };
      const signal = AbortSignal.abort(new Error('no longer wanted'));
      await expect(lab.store.apply({ ...layer, signal })).rejects.toMatchObject({
        message: 'no longer wanted',
      });
      await expectEmpty();
    });

    it('removes a chain only when nothing stands on it', async () => {
      const lower = await lab.apply(BASE);
      const upper = await lab.apply([{ path: 'new' }], lower);
      await lab.store.createWritable('c', upper);
      await expect(lab.store.removeChain(lower)).rejects.toMatchObject({ kind: 'conflict' });
      await expect(lab.store.removeChain(upper)).rejects.toMatchObject({ kind: 'conflict' });
      await lab.store.removeWritable('c');
      await lab.store.removeChain(upper);
      await lab.store.removeChain(lower);
      await lab.store.removeChain(lower);
      await expectEmpty();
    });
  });

  describe('writables', () => {
    it('show the chain, and what upper layers took away is gone', async () => {
      const lower = await lab.apply(BASE);
      const upper = await lab.apply(
        [
          { path: 'bin/.wh.sh' },
          { path: 'data/', mode: 0o700 },
          { path: 'data/.wh..wh..opq' },
          { path: 'data/c', content: 'c' },
        ],
        lower,
      );
      await lab.store.createWritable('c', upper);
      await lab.mounted('c', async (root) => {
        expect(await readdir(join(root, 'bin'))).toEqual(['su']);
        expect(await readdir(join(root, 'data'))).toEqual(['c']);
        expect(await readFile(join(root, 'etc/passwd'), 'utf8')).toBe('root');
        expect((await stat(join(root, 'bin'))).mode & 0o777).toBe(0o755);
      });
    });

    it('have mount targets for the runtime that do not count as changes', async () => {
      await lab.store.createWritable('c', await lab.apply(BASE));
      await lab.store.createWritable('empty', undefined);
      for (const id of ['c', 'empty']) {
        await lab.mounted(id, async (root) => {
          for (const path of ['dev/pts', 'dev/shm', 'proc', 'sys', 'etc/hosts', 'etc/resolv.conf']) {
            await stat(join(root, path));
          }
        });
        expect(await lab.store.changes(id)).toEqual([]);
        expect(await membersOf(await lab.store.diffTar(id))).toEqual([]);
      }
    });

    it('tell what was changed, with the folders on the way', async () => {
      await lab.store.createWritable('c', await lab.apply(BASE));
      await lab.mounted('c', async (root) => {
        await writeFile(join(root, 'etc/passwd'), 'more');
        await writeFile(join(root, 'etc/new'), 'new');
        await rm(join(root, 'bin/sh'));
        await rm(join(root, 'data'), { recursive: true });
        await mkdir(join(root, 'data'));
        await writeFile(join(root, 'data/b'), 'again');
        await mkdir(join(root, 'a/b'), { recursive: true });
        await writeFile(join(root, 'etc/gone'), '');
        await rm(join(root, 'etc/gone'));
      });
      expect(await lab.store.changes('c')).toEqual([
        { path: '/a', kind: 'added' },
        { path: '/a/b', kind: 'added' },
        { path: '/bin', kind: 'modified' },
        { path: '/bin/sh', kind: 'deleted' },
        { path: '/data', kind: 'modified' },
        { path: '/data/a', kind: 'deleted' },
        { path: '/data/b', kind: 'modified' },
        { path: '/etc', kind: 'modified' },
        { path: '/etc/new', kind: 'added' },
        { path: '/etc/passwd', kind: 'modified' },
      ]);
      expect(await lab.store.sizeOf('c')).toBe('more'.length + 'new'.length + 'again'.length);
    });

    it('tell of nothing but a changed mode', async () => {
      await lab.store.createWritable('c', await lab.apply(BASE));
      await lab.mounted('c', (root) => chmod(join(root, 'data'), 0o777));
      expect(await lab.store.changes('c')).toEqual([{ path: '/data', kind: 'modified' }]);
    });

    it('become a layer that makes the same tree again', async () => {
      const chain = await lab.apply(BASE);
      await lab.store.createWritable('c', chain);
      const before = await lab.mounted('c', async (root) => {
        await program('sh', [
          '-ec',
          `cd "$1"; rm -r data; mkdir data; echo 1 > data/one; ln data/one data/two; rm bin/su
           mv bin/sh bin/bash; ln -s /nowhere link; mknod dev/zero c 1 5; printf x > "$(printf 'n\\377me')"
           chmod 4711 bin/bash; chown 7:8 data; mkfifo etc/pipe`,
          'sh',
          root,
        ]);
        return treeOf(root);
      });
      const file = join(lab.folder, 'diff.tar');
      await writeFile(file, await bytesOf(await lab.store.diffTar('c')));
      const { stdout } = await program('sha256sum', [file]);
      const { chain: next } = await lab.store.apply({
        parent: chain,
        diffId: `sha256:${stdout.slice(0, 64)}` as typeof chain,
        file,
      });
      await lab.store.createWritable('d', next);
      expect(await lab.mounted('d', treeOf)).toEqual(before);
      expect(await lab.store.changes('d')).toEqual([]);
    });

    it('take the root folder of their chain for their own', async () => {
      const chain = await lab.apply([{ path: './', mode: 0o711, uid: 3, gid: 4 }, ...BASE]);
      await lab.store.createWritable('c', await lab.apply([{ path: 'x' }], chain));
      await lab.mounted('c', async (root) => {
        const { mode, uid, gid } = await stat(root);
        expect({ mode: mode & 0o7777, uid, gid }).toEqual({ mode: 0o711, uid: 3, gid: 4 });
      });
    });

    it('are made once, found again after a restart, and removed as often as one likes', async () => {
      const chain = await lab.apply(BASE);
      await lab.store.createWritable('c', chain);
      await expect(lab.store.createWritable('c', chain)).rejects.toMatchObject({ kind: 'conflict' });
      await lab.mounted('c', (root) => writeFile(join(root, 'kept'), 'yes'));
      const store = await lab.reopen();
      expect(await store.writables()).toEqual(['c']);
      expect(await store.chains()).toEqual([chain]);
      expect(await store.changes('c')).toEqual([{ path: '/kept', kind: 'added' }]);
      await store.removeWritable('c');
      await store.removeWritable('c');
      await expect(store.mountOf('c', '/mnt')).rejects.toMatchObject({ kind: 'not-found' });
    });

    it.each(['../x', '', 'a/b', '.'])('refuse the name "%s"', async (id) => {
      await expect(lab.store.createWritable(id, undefined)).rejects.toMatchObject({ kind: 'invalid' });
      await expect(lab.store.removeWritable(id)).rejects.toMatchObject({ kind: 'invalid' });
    });
  });

  async function expectEmpty(): Promise<void> {
    await lab.store.close();
    expect(await lab.store.chains()).toEqual([]);
    const names = await readdir(lab.root, { recursive: true });
    expect(names.filter((name) => !['l', 'tmp', 'w', 'empty'].includes(name))).toEqual([]);
  }
}

/** Everything below a folder: name, kind, mode, owner, size, links and device, and where links lead. */
async function treeOf(root: string): Promise<string[]> {
  const { stdout } = await program('find', [root, '-printf', '%P %y %m %U:%G %n %l %s %T@\n'], {
    encoding: 'latin1',
  });
  // A folder's size is the file system's own affair, and so are times in the layer that mounts on the way make.
  return stdout
    .split('\n')
    .filter((line) => !/^ d|^(dev|proc|sys|dev\/(pts|shm)) d/.test(line))
    .map((line) => line.replace(/( d \d+ \d+:\d+) \d+ {2}\d+ /, '$1 '))
    .sort();
}
