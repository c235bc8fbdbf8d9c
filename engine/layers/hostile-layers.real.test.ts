import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { lstat, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { digestOfHex } from '../base/digest.ts';
import { silentLogger } from '../base/logger.ts';
import { mount, unmount } from '../process/mount.ts';
import { type LayerLab, makeLayerLab } from '../testing/layer-lab.ts';
import { type TarMember, tarOf } from '../testing/tar-of.ts';
import { openLayerStore } from './overlay-store.ts';

const program = promisify(execFile);

const GOOD: readonly TarMember[] = [{ path: 'etc/passwd', content: 'root' }];

/** So many empty files; a million were tried by hand (see README.md). */
const MANY = 3000;

interface Hostile {
  readonly title: string;
  readonly members: (outside: string) => readonly TarMember[];
  /** What the refusal says; undefined for what may stay, since it can do no harm where it lies. */
  readonly refusal: RegExp | undefined;
}

const HOSTILE: readonly Hostile[] = [
  { title: 'two dots', members: () => [{ path: '../../../x', content: 'x' }], refusal: /climbs out/ },
  { title: 'two dots on the way', members: () => [{ path: 'a/../../x' }], refusal: /climbs out/ },
  { title: 'an absolute name', members: (outside) => [{ path: `${outside}/x` }], refusal: /absolute name/ },
  {
    title: 'a file behind an absolute link',
    members: (outside) => [
      { path: 'door', type: 'symlink', linkPath: outside },
      { path: 'door/x', content: 'x' },
    ],
    refusal: /leads out of the layer/,
  },
  {
    title: 'a file behind a link that climbs',
    members: () => [
      { path: 'door', type: 'symlink', linkPath: '../../../../outside' },
      { path: 'door/x', content: 'x' },
    ],
    refusal: /leads out of the layer/,
  },
  {
    title: 'a folder behind a link',
    members: (outside) => [{ path: 'door', type: 'symlink', linkPath: outside }, { path: 'door/folder/' }],
    refusal: /leads out of the layer/,
  },
  {
    title: 'a loop of links',
    members: () => [
      { path: 'a', type: 'symlink', linkPath: 'b' },
      { path: 'b', type: 'symlink', linkPath: 'a' },
      { path: 'a/x' },
    ],
    refusal: /loop/,
  },
  {
    title: 'a hard link out of the root',
    members: (outside) => [{ path: 'x', type: 'hard-link', linkPath: `${outside}/target` }],
    refusal: /absolute name|does not hold/,
  },
  {
    title: 'a hard link that climbs',
    members: () => [{ path: 'x', type: 'hard-link', linkPath: '../../outside/target' }],
    refusal: /climbs out/,
  },
  {
    title: 'a hard link through a link out of the root',
    members: (outside) => [
      { path: 'door', type: 'symlink', linkPath: outside },
      { path: 'x', type: 'hard-link', linkPath: 'door/target' },
    ],
    refusal: /leads out of the layer|does not hold/,
  },
  { title: 'a whiteout of nothing', members: () => [{ path: 'a/.wh.' }], refusal: /whiteout of nothing/ },
  { title: 'a whiteout of two dots', members: () => [{ path: 'a/.wh...' }], refusal: /whiteout of nothing/ },
  {
    title: 'a name of ten thousand folders',
    members: () => [{ path: 'a/'.repeat(10_000) }],
    refusal: /20000 bytes/,
  },
  { title: 'a name that is too long', members: () => [{ path: 'x'.repeat(300) }], refusal: /too long/ },
  {
    title: 'a file in a file',
    members: () => [{ path: 'a', content: 'x' }, { path: 'a/b' }],
    refusal: /is a file/,
  },
  {
    title: 'a root that is no folder',
    members: () => [{ path: './', type: 'fifo' }],
    refusal: /not a folder/,
  },
  {
    title: 'attributes that steer overlayfs',
    members: () => [{ path: 'a/', records: new Map([['SCHILY.xattr.trusted.overlay.redirect', '/etc']]) }],
    refusal: undefined,
  },
  {
    title: 'devices',
    members: () => [
      { path: 'disk', type: 'block-device', device: { major: 8, minor: 0 } },
      { path: 'mem', type: 'character-device', device: { major: 1, minor: 1 } },
    ],
    refusal: undefined,
  },
  { title: 'a whiteout of what is not there', members: () => [{ path: 'a/.wh.never' }], refusal: undefined },
  {
    title: 'a link out of the root that nothing follows',
    members: () => [{ path: 'a', type: 'symlink', linkPath: '/etc/passwd' }],
    refusal: undefined,
  },
  {
    title: 'a thousand folders in each other',
    members: () => [{ path: 'a/'.repeat(1000) }],
    refusal: undefined,
  },
  {
    title: `${MANY} empty files`,
    members: () => Array.from({ length: MANY }, (_, file) => ({ path: `d${file % 7}/f${file}` })),
    refusal: undefined,
  },
];

describe('a layer with', () => {
  let lab: LayerLab;
  let outside: string;
  beforeEach(async () => {
    lab = await makeLayerLab();
    outside = join(lab.folder, 'outside');
    await mkdir(outside);
    await writeFile(join(outside, 'target'), 'untouched');
  });
  afterEach(() => lab.remove());

  /** Nothing outside was touched, nothing half-made is left, and a good layer is taken. */
  async function expectUnharmed(): Promise<void> {
    await lab.store.close();
    expect(await readdir(outside)).toEqual(['target']);
    const { nlink } = await lstat(join(outside, 'target'));
    expect([await readFile(join(outside, 'target'), 'utf8'), nlink]).toEqual(['untouched', 1]);
    expect(await readdir(join(lab.root, 'tmp'))).toEqual([]);
    expect((await readdir(lab.folder)).sort()).toEqual(['layer-0.tar', 'layers', 'outside']);
    expect(await lab.store.has(await lab.apply(GOOD))).toBe(true);
  }

  it.each(HOSTILE.filter(({ refusal }) => refusal !== undefined))(
    '$title is refused',
    async ({ members, refusal }) => {
      const layer = { parent: undefined, ...(await lab.layer(members(outside))) };
      await expect(lab.store.apply(layer)).rejects.toMatchObject({
        kind: 'invalid',
        message: expect.stringMatching(refusal ?? /./),
      });
      expect(await lab.store.chains()).toEqual([]);
      await expectUnharmed();
    },
  );

  it.each(HOSTILE.filter(({ refusal }) => refusal === undefined))(
    '$title does no harm',
    async ({ members }) => {
      const chain = await lab.apply(members(outside));
      expect((await lab.store.indexOf(chain)).rows).toBeGreaterThanOrEqual(1);
      await expectUnharmed();
      await lab.store.removeChain(chain);
      await lab.store.freed();
    },
  );

  it('far more in it than anything honest of its size is refused', async () => {
    const { file } = await lab.layer([]);
    // 1.1 GiB in one megabyte; the limit is what stops it, not the digest.
    const zeros = gzipSync(Buffer.alloc(64 * 1024 * 1024));
    const header = tarOf([{ path: 'bomb' }]).subarray(0, 512);
    await writeFile(
      file,
      Buffer.concat([
        gzipSync(bombHeader(header, 18 * 64 * 1024 * 1024)),
        ...Array.from({ length: 18 }, () => zeros),
      ]),
    );
    const layer = { parent: undefined, diffId: digestOfHex('0'.repeat(64)), file };
    await expect(lab.store.apply(layer)).rejects.toMatchObject({
      kind: 'invalid',
      message: expect.stringContaining('unpacks to more than'),
    });
    await expectUnharmed();
  });
});

describe('a disk that is full half way', () => {
  it('leaves nothing behind, and the next layer is taken once there is space', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'gantry-test-full-'));
    const disk = join(folder, 'disk');
    await mkdir(disk);
    await mount({ type: 'tmpfs', source: 'tmpfs', target: disk, options: ['size=4m'] });
    try {
      const tar = tarOf([...GOOD, { path: 'big', content: 'x'.repeat(8 * 1024 * 1024) }]);
      const file = join(folder, 'layer.tar');
      await writeFile(file, tar);
      const diffId = digestOfHex(createHash('sha256').update(tar).digest('hex'));
      const store = await openLayerStore({ root: join(disk, 'layers'), logger: silentLogger });
      const layer = { parent: undefined, diffId, file };
      await expect(store.apply(layer)).rejects.toMatchObject({
        kind: 'system',
        message: expect.stringMatching(/no space left/i),
      });
      await store.close();
      expect(await store.chains()).toEqual([]);
      expect(await readdir(join(disk, 'layers/tmp'))).toEqual([]);
      await program('mount', ['-o', 'remount,size=64m', disk]);
      expect((await store.apply(layer)).size).toBe(4 + 8 * 1024 * 1024);
      await store.close();
    } finally {
      await unmount(disk);
      await rm(folder, { recursive: true, force: true });
    }
  });
});

/** A tar header that promises `size` bytes. */
function bombHeader(header: Buffer, size: number): Buffer {
  const bomb = Buffer.from(header);
  bomb.write(`${size.toString(8).padStart(11, '0')}\0`, 124, 'latin1');
  bomb.fill(' ', 148, 156);
  const sum = bomb.reduce((total, byte) => total + byte, 0);
  bomb.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return bomb;
}
