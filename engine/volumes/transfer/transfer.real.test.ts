import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { VolumeChanged } from '../../api/types/snapshot.ts';
import { encodeHeader } from '../../disk/tar-encode.ts';
import { readTar, type TarEntry } from '../../disk/tar-reader.ts';
import { programPath } from '../../process/program-path.ts';
import { stream } from '../../process/stream.ts';
import { bytesOf, inChunks, membersOf, tarOf } from '../../testing/tar-of.ts';
import { makeVolumeLab, resultOf, type VolumeLab } from '../../testing/volume-lab.ts';

const never = new AbortController().signal;
const hasXfs = (await programPath('mkfs.xfs')) !== undefined && existsSync('/dev/loop-control');

let lab: VolumeLab;
let name = '';
let data = '';
let count = 0;
beforeAll(async () => {
  lab = await makeVolumeLab();
});
afterAll(() => lab[Symbol.asyncDispose]());
beforeEach(async () => {
  name = `volume-${count++}`;
  data = await lab.volume(name);
  await mkdir(join(data, 'folder'));
  await writeFile(join(data, 'folder/old'), 'old');
});

const importing = (bytes: Buffer, into = name) =>
  resultOf<VolumeChanged>(lab.machine.import(into, Readable.from(inChunks(bytes, 700)), never));
const exported = async (format: 'tar' | 'tar.gz' | 'tar.zst', snapshot?: string) =>
  await bytesOf((await lab.machine.export(name, { format, snapshot })).chunks);

const GOOD = tarOf([
  { path: './', mode: 0o750, uid: 7 },
  { path: './new', content: 'new' },
  { path: './link', type: 'symlink', linkPath: '/etc/passwd' },
  { path: './same', type: 'hard-link', linkPath: './new' },
]);

describe('exporting and importing a volume', () => {
  it.each(['tar', 'tar.gz', 'tar.zst'] as const)('goes to %s and back, the same in all', async (format) => {
    await importing(
      tarOf([
        {
          path: 'x',
          content: 'y',
          uid: 12,
          gid: 13,
          mode: 0o4711,
          records: new Map([['SCHILY.xattr.user.a', 'b']]),
        },
      ]),
    );
    await writeFile(join(data, 'large'), Buffer.alloc(3_000_000, 'gantry'));
    const bytes = await exported(format);
    const other = `${name}-back`;
    const target = await lab.volume(other);
    expect(await importing(bytes, other)).toEqual({ volume: other, differences: 3 });
    expect(await lab.look(target)).toBe(await lab.look(data));
  });

  it('is an archive as any tar writes it', async () => {
    const names = (await membersOf(inChunks(await exported('tar')))).map(({ path }) => path);
    expect(names).toEqual(['./', './folder/', './folder/old']);
    const listed = await bytesOf(
      stream('tar', ['-t', '--zstd'], { input: inChunks(await exported('tar.zst')) }),
    );
    expect(listed.toString()).toBe('./\n./folder/\n./folder/old\n');
  });

  it('replaces all that was there, in the same folder, and keeps it as a snapshot', async () => {
    const { ino } = await stat(data);
    const before = await lab.look(data);
    const { before: kept } = await importing(GOOD);
    expect(await readdir(data)).toEqual(['link', 'new', 'same']);
    expect(await stat(data)).toMatchObject({ ino, uid: 7, mode: 0o40750 });
    expect((await stat(join(data, 'new'))).nlink).toBe(2);
    if (kept === undefined) throw new Error('nothing was kept');
    await resultOf(lab.machine.rollBack(name, kept.id, never));
    expect(await lab.look(data)).toBe(before);
    const inside = await membersOf(inChunks(await exported('tar', kept.id)));
    expect(inside.map(({ path }) => path)).toEqual(['./', './folder/', './folder/old']);
  });

  it.each([
    ['cut short in a file', GOOD.subarray(0, 1100)],
    ['cut short between two members', GOOD.subarray(0, 1536)],
    ['empty', Buffer.alloc(0)],
    ['no archive', Buffer.from('hello '.repeat(400))],
    ['cut short in its packing', Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0])],
    [
      'with a sparse name that climbs',
      tarOf([
        {
          path: 'GNUSparseFile.0/a',
          records: new Map([
            ['GNU.sparse.major', '1'],
            ['GNU.sparse.minor', '0'],
            ['GNU.sparse.name', '../out'],
          ]),
        },
      ]),
    ],
    ['with a name that climbs', tarOf([{ path: '../out', content: 'x' }])],
    ['with a name that climbs from within', tarOf([{ path: 'a/../../out', content: 'x' }])],
    ['with an absolute name', tarOf([{ path: '/out', content: 'x' }])],
    ['with a hard link to outside', tarOf([{ path: 'a', type: 'hard-link', linkPath: '/etc/passwd' }])],
    ['with a hard link that climbs', tarOf([{ path: 'a', type: 'hard-link', linkPath: '../volume.json' }])],
    [
      'with a file behind a link to outside',
      tarOf([
        { path: 'a', type: 'symlink', linkPath: '/tmp' },
        { path: 'a/gantry-test-out', content: 'x' },
      ]),
    ],
    [
      'with a file behind a link that climbs',
      tarOf([
        { path: 'a', type: 'symlink', linkPath: '..' },
        { path: 'a/journal.json', content: '{}' },
      ]),
    ],
  ])('refuses an archive %s, and leaves the volume as it was', async (_, bytes) => {
    const before = await lab.look(data);
    await expect(importing(bytes)).rejects.toMatchObject({ kind: 'invalid' });
    expect(await lab.look(data)).toBe(before);
    expect(await readdir(lab.volumes.store.folder(name))).toEqual(['_data', 'volume.json']);
    expect((await lab.machine.list(name)).snapshots).toEqual([]);
  });

  it('stops when whoever sends it goes away, and leaves the volume as it was', async () => {
    const gone = new AbortController();
    async function* half(): AsyncGenerator<Buffer> {
      yield GOOD.subarray(0, 1024);
      gone.abort();
      throw new Error('the client went away');
    }
    await expect(resultOf(lab.machine.import(name, Readable.from(half()), gone.signal))).rejects.toThrow(
      'went away',
    );
    expect(await readFile(join(data, 'folder/old'), 'utf8')).toBe('old');
    expect(await readdir(lab.volumes.store.folder(name))).toEqual(['_data', 'volume.json']);
  });

  it.runIf(hasXfs)(
    'refuses an archive that the disk has no room for, and leaves the volume as it was',
    async () => {
      await using small = await makeVolumeLab('xfs');
      const target = await small.volume('small');
      await writeFile(join(target, 'kept'), 'kept');
      const before = await small.look(target);
      async function* huge(): AsyncGenerator<Buffer> {
        const { header } = (await readTar(inChunks(tarOf([{ path: 'huge' }]))).next()).value as TarEntry;
        yield encodeHeader({ ...header, size: 2 ** 30 });
        for (let i = 0; i < 1024; i += 1) yield Buffer.alloc(2 ** 20, 'x');
        yield Buffer.alloc(1024);
      }
      const importing = resultOf(small.machine.import('small', Readable.from(huge()), never));
      await expect(importing).rejects.toThrow(/No space left on device; free some space and try again/);
      expect(await small.look(target)).toBe(before);
      expect(await readdir(small.volumes.store.folder('small'))).toEqual(['_data', 'volume.json']);
    },
  );

  it('empties a volume, and keeps what was in it', async () => {
    const { before } = await resultOf<VolumeChanged>(lab.machine.empty(name, { keep: true }, never));
    expect(await readdir(data)).toEqual([]);
    expect(before).toMatchObject({ kind: 'before-empty', files: 1 });
    await resultOf(lab.machine.empty(name, { keep: true }, never));
    expect((await lab.machine.list(name)).snapshots).toHaveLength(1); // of nothing none is taken
  });

  it('tells what happens by events, and holds the volume meanwhile', async () => {
    lab.events.length = 0;
    const taking = lab.machine.take(name, { note: '' }, never)[Symbol.asyncIterator]();
    await taking.next();
    await expect(lab.volumes.remove(name, { force: false })).rejects.toMatchObject({ kind: 'conflict' });
    while ((await taking.next()).done !== true);
    await importing(GOOD);
    expect(lab.events.filter(({ Action }) => Action !== 'measure').map(({ Action }) => Action)).toEqual([
      'snapshot',
      'snapshot',
      'import',
    ]);
    await lab.volumes.remove(name, { force: false });
    await expect(lab.machine.list(name)).rejects.toMatchObject({ kind: 'not-found' });
  });

  it('has no snapshots of a mount, but exports and clones it', async () => {
    const mounted = `${name}-mount`;
    await lab.volumes.create({ Name: mounted, DriverOpts: { type: 'none', o: 'bind', device: data } });
    await expect(lab.machine.list(mounted)).rejects.toMatchObject({ kind: 'not-implemented' });
    await expect(importing(GOOD, mounted)).rejects.toMatchObject({ kind: 'not-implemented' });
    const { chunks } = await lab.machine.export(mounted, { format: 'tar', snapshot: undefined });
    expect((await membersOf(chunks)).map(({ path }) => path)).toContain('./folder/old');
    await resultOf(lab.machine.clone(mounted, { to: `${mounted}-clone`, snapshot: undefined }, never));
    expect(await lab.look(lab.volumes.mountpoint(`${mounted}-clone`))).toBe(await lab.look(data));
    expect(await readdir(lab.volumes.mountpoint(mounted))).toEqual([]); // and it is not mounted any more
  });
});
