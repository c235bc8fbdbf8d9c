import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { VolumeChanged, VolumeSnapshot } from '../../api/types/snapshot.ts';
import { extractTar } from '../../process/gnu-tar.ts';
import { programPath } from '../../process/program-path.ts';
import { run } from '../../process/run.ts';
import { inChunks, tarOf } from '../../testing/tar-of.ts';
import { makeVolumeLab, resultOf, type VolumeLab } from '../../testing/volume-lab.ts';

const never = new AbortController().signal;
/** Where no loop device can be had, only the machine's own file system is tested. */
const hasXfs = (await programPath('mkfs.xfs')) !== undefined && existsSync('/dev/loop-control');

/** One of everything that a volume may hold. */
async function fill(data: string): Promise<void> {
  const at = (name: string) => join(data, name);
  const colour = (value: string) => new Map([['SCHILY.xattr.user.colour', value]]);
  await extractTar(
    inChunks(
      tarOf([
        { path: 'file', content: 'one', records: colour('blue') },
        { path: 'sub/', records: colour('red'), mode: 0o1777, mtime: '1000000.123456789' },
        { path: 'sub/same', type: 'hard-link', linkPath: 'file' },
        { path: 'sub/deep/', mtime: '1000000' },
        { path: 'sub/deep/file', content: 'deep', uid: 1000, gid: 1001, mode: 0o4750 },
        { path: 'link', type: 'symlink', linkPath: '/etc/passwd' },
        { path: 'fifo', type: 'fifo' },
        { path: 'odd-\u00ff\n\u0001\u0002 ', content: 'odd' },
        { path: '-rf', content: 'not a flag' },
      ]),
    ),
    data,
  );
  await run('truncate', ['--size=8M', at('hole')]);
  await run('sh', ['-c', 'printf x >> "$0"', at('hole')]);
  const server = createServer().listen(at('listening'));
  await once(server, 'listening');
  await rename(at('listening'), at('socket'));
  server.close();
}

describe.each([
  ['copy', undefined, true],
  ['reflink', 'xfs', hasXfs],
] as const)('the time machine by %s on %s', (method, fileSystem, possible) => {
  let lab: VolumeLab;
  let name = '';
  let data = '';
  let count = 0;
  beforeAll(async () => {
    if (possible) lab = await makeVolumeLab(fileSystem);
  });
  afterAll(async () => {
    if (possible) await lab[Symbol.asyncDispose]();
  });
  beforeEach(async () => {
    if (possible) {
      name = `volume-${count++}`;
      data = await lab.volume(name);
    }
  });
  const take = (note = '') => resultOf<VolumeSnapshot>(lab.machine.take(name, { note }, never));
  const rollBack = ({ id }: VolumeSnapshot) => resultOf<VolumeChanged>(lab.machine.rollBack(name, id, never));
  const dataOf = ({ id }: VolumeSnapshot) => join(lab.volumes.store.folder(name), 'snapshots', id, 'data');

  it.runIf(possible)('keeps everything that a file can be', async () => {
    await fill(data);
    const before = await lab.look(data);
    const first = await take('first');
    expect(first).toMatchObject({ method, note: 'first', kind: 'manual', volume: name });
    expect(await lab.look(dataOf(first))).toBe(before);
    await writeFile(join(data, 'sub/deep/file'), 'changed');
    const second = await take();
    expect(await lab.look(dataOf(second))).toBe(await lab.look(data));
    expect(await lab.look(dataOf(first))).toBe(before);
  });

  it.runIf(possible)('rolls back to the very same, whatever was done, in the same folders', async () => {
    await fill(data);
    const before = await lab.look(data);
    const [root, sub] = [await stat(data), await stat(join(data, 'sub'))];
    const snapshot = await take();
    await writeFile(join(data, 'file'), 'broken');
    await rm(join(data, 'sub/deep'), { recursive: true });
    await writeFile(join(data, 'sub/deep'), 'a file where a folder was');
    await rm(join(data, 'link'));
    await mkdir(join(data, 'link/with/folders'), { recursive: true });
    await mkdir(join(data, 'new'));
    await writeFile(join(data, 'new/file'), 'new');
    await rm(join(data, 'fifo'));
    await rename(join(data, 'hole'), join(data, 'moved'));
    await chmod(join(data, 'sub'), 0o700);
    const broken = await lab.look(data);
    const { before: kept } = await rollBack(snapshot);
    expect(await lab.look(data)).toBe(before);
    expect((await stat(data)).ino).toBe(root.ino);
    expect((await stat(join(data, 'sub'))).ino).toBe(sub.ino);
    expect(kept).toMatchObject({
      kind: 'before-rollback',
      note: expect.stringMatching(/^Before the roll back to the snapshot of 2\d{3}-.* UTC$/),
    });
    if (kept === undefined) throw new Error('nothing was kept');
    await rollBack(kept);
    expect(await lab.look(data)).toBe(broken);
    expect(await run('sh', ['-c', 'ls -A "$0"', lab.volumes.store.folder(name)])).toMatchObject({
      stdout: '_data\nsnapshots\nvolume.json\n',
    });
  });

  it.runIf(possible)('leaves what did not change as it is, and says what differs', async () => {
    for (let i = 0; i < 300; i += 1) await writeFile(join(data, `file-${i}`), `content ${i}`);
    await new Promise((resolve) => setTimeout(resolve, 1100)); // younger files are not believed to be unchanged
    const snapshot = await take();
    const untouched = await stat(join(data, 'file-7'));
    await writeFile(join(data, 'file-5'), 'other');
    await rm(join(data, 'file-6'));
    await writeFile(join(data, 'more'), '1234');
    expect(await lab.machine.changes(name, snapshot.id, undefined)).toEqual({
      added: 1,
      modified: 1,
      removed: 1,
      truncated: false,
      changes: [
        { path: 'file-5', kind: 'modified', isFolder: false, before: 9, after: 5 },
        { path: 'file-6', kind: 'removed', isFolder: false, before: 9 },
        { path: 'more', kind: 'added', isFolder: false, after: 4 },
      ],
    });
    const { differences } = await rollBack(snapshot);
    expect(differences).toBe(4); // these three, and the folder's time
    const after = await stat(join(data, 'file-7'));
    expect([after.ino, after.ctimeMs]).toEqual([untouched.ino, untouched.ctimeMs]);
    expect(await lab.machine.changes(name, snapshot.id, undefined)).toMatchObject({ changes: [] });
  });

  it.runIf(possible)('shares what did not change, and says what is whose own', async () => {
    await writeFile(join(data, 'large'), Buffer.alloc(3_000_000, 'a'));
    await writeFile(join(data, 'small'), '123');
    await new Promise((resolve) => setTimeout(resolve, 1100));
    const first = await take();
    await writeFile(join(data, 'small'), '12345');
    const second = await take();
    const inode = async (snapshot: VolumeSnapshot) => (await stat(join(dataOf(snapshot), 'large'))).ino;
    expect((await inode(second)) === (await inode(first))).toBe(method === 'copy');
    expect(await lab.machine.sizes(name)).toEqual([
      { id: first.id, own: 3, shared: 3_000_000 },
      { id: second.id, own: method === 'copy' ? 5 : 0, shared: method === 'copy' ? 3_000_000 : 3_000_005 },
    ]);
    await lab.machine.remove(name, first.id);
    expect((await lab.machine.list(name)).snapshots.map(({ id }) => id)).toEqual([second.id]);
    expect(await readFile(join(dataOf(second), 'large'), 'latin1')).toHaveLength(3_000_000);
    await expect(lab.machine.remove(name, first.id)).rejects.toMatchObject({ kind: 'not-found' });
  });

  it.runIf(possible)('clones what is there, and what was', async () => {
    await fill(data);
    const before = await lab.look(data);
    const snapshot = await take();
    await writeFile(join(data, 'file'), 'later');
    const clone = (to: string, id?: string) =>
      resultOf<VolumeChanged>(lab.machine.clone(name, { to, snapshot: id }, never));
    await clone(`${name}-now`);
    await clone(`${name}-then`, snapshot.id);
    expect(await lab.look(lab.volumes.mountpoint(`${name}-now`))).toBe(await lab.look(data));
    expect(await lab.look(lab.volumes.mountpoint(`${name}-then`))).toBe(before);
    await expect(clone(`${name}-now`)).rejects.toMatchObject({ kind: 'conflict' });
    await expect(clone('../out')).rejects.toMatchObject({ kind: 'invalid' });
  });
});
