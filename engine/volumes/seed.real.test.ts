import {
  link,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pack } from 'tar-stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { extractTar } from '../process/gnu-tar.ts';
import { mount, unmount } from '../process/mount.ts';
import { run } from '../process/run.ts';
import { makeVolumeLab, type VolumeLab } from '../testing/volume-lab.ts';

let lab: VolumeLab;
let source: string;

beforeEach(async () => {
  lab = await makeVolumeLab();
  source = await mkdtemp(join(tmpdir(), 'gantry-test-seed-'));
});

afterEach(async () => {
  await lab[Symbol.asyncDispose]();
  await rm(source, { recursive: true, force: true });
});

const STAGED = ['.gantry-seed', '.gantry-seed.tmp'];

/** Owners, setuid, attributes, links of both kinds, a hole, a fifo, a name that is no text; the folder itself too. */
async function furnish(folder: string): Promise<void> {
  const tar = pack();
  const pax = { 'SCHILY.xattr.user.note': 'kept' };
  tar.entry({ name: './', type: 'directory', mode: 0o1770, uid: 7, gid: 8, mtime: new Date(1e12), pax });
  tar.entry({ name: 'a', mode: 0o4755, uid: 1000, gid: 33, mtime: new Date(1e12), pax }, 'content');
  tar.entry({ name: 'pipe', type: 'fifo', mode: 0o622, uid: 5, gid: 5 });
  tar.entry({ name: 'd/', type: 'directory', mode: 0o700, uid: 9, gid: 9, mtime: new Date(1e12) });
  tar.finalize();
  await extractTar(tar as AsyncIterable<Buffer>, folder);
  await link(join(folder, 'a'), join(folder, 'd', 'same'));
  await symlink('/etc/passwd', join(folder, 'link'));
  await writeFile(Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0xff, 0x0a, 0x41])]), 'odd');
  await run('truncate', ['--size=40M', join(folder, 'hole')]);
  await utimes(folder, 1e9, 1e9);
}

describe('the first use of an empty volume', () => {
  it('takes everything as it is in the image, the folder’s own owner, mode and attributes too', async () => {
    await furnish(source);
    const data = await lab.volume('fresh');
    const before = await lab.look(source);
    await lab.volumes.seed('fresh', source, undefined);
    expect(await lab.look(data)).toBe(before);
    expect(await readdir(lab.volumes.store.folder('fresh'))).not.toEqual(expect.arrayContaining(STAGED));
  });

  it('leaves a volume alone that has anything in it', async () => {
    await furnish(source);
    const data = await lab.volume('used');
    await writeFile(join(data, 'mine'), '');
    await lab.volumes.seed('used', source, undefined);
    expect(await readdir(data)).toEqual(['mine']);
  });

  it('fills one folder in a volume and touches nothing else', async () => {
    await furnish(source);
    const data = await lab.volume('part');
    await mkdir(join(data, 'in', 'here'), { recursive: true });
    const before = await lab.look(source);
    expect(await lab.volumes.isEmpty('part', 'in/here')).toBe(true);
    await lab.volumes.seed('part', source, 'in/here');
    expect(await lab.look(join(data, 'in', 'here'))).toBe(before);
    expect(await readdir(data)).toEqual(['in']);
  });

  it('follows no link out of the volume', async () => {
    const data = await lab.volume('linked');
    const outside = await mkdtemp(join(tmpdir(), 'gantry-test-outside-'));
    await symlink(outside, join(data, 'way'));
    await writeFile(join(source, 'f'), '');
    await expect(lab.volumes.seed('linked', source, 'way')).rejects.toThrow('escapes the base directory');
    expect(await readdir(outside)).toEqual([]);
    await rm(outside, { recursive: true });
  });

  it('fails on a full disk, and the volume is as empty as before', async () => {
    await writeFile(join(source, 'a'), 'small');
    await writeFile(join(source, 'b'), Buffer.alloc(4 * 1024 * 1024, 'x'));
    const data = await lab.volume('tight');
    const folder = lab.volumes.store.folder('tight');
    await mount({ type: 'tmpfs', source: 'gantry-test', target: folder, options: ['size=2m'] });
    try {
      await mkdir(data);
      await expect(lab.volumes.seed('tight', source, undefined)).rejects.toThrow(
        /No space left.*free some space/,
      );
      expect(await readdir(data)).toEqual([]);
      expect(await readdir(folder)).toEqual(['_data']);
    } finally {
      await unmount(folder);
    }
  });
});

describe('after a crash in the middle of it, the next start', () => {
  it('throws a half copy away, so that the next use seeds again', async () => {
    const data = await lab.volume('half');
    await mkdir(join(lab.volumes.store.folder('half'), '.gantry-seed.tmp', 'd'), { recursive: true });
    const next = await lab.reopened();
    expect(await readdir(data)).toEqual([]);
    expect(await readdir(next.volumes.store.folder('half'))).not.toEqual(expect.arrayContaining(STAGED));
    await writeFile(join(source, 'f'), 'whole');
    await next.volumes.seed('half', source, undefined);
    expect(await readFile(join(data, 'f'), 'utf8')).toBe('whole');
  });

  it('moves the rest of a whole copy in, and what a container wrote meanwhile wins', async () => {
    await furnish(source);
    const data = await lab.volume('whole');
    const before = await lab.look(source);
    const staged = join(lab.volumes.store.folder('whole'), '.gantry-seed');
    await run('cp', ['-a', source, staged]);
    await rename(join(staged, 'd'), join(data, 'd'));
    await utimes(staged, 1e9, 1e9);
    await lab.reopened();
    expect(await lab.look(data)).toBe(before);

    await mkdir(staged);
    await writeFile(join(staged, 'a'), 'the image’s');
    await writeFile(join(staged, 'more'), 'the image’s');
    await lab.reopened();
    expect(await readFile(join(data, 'a'), 'utf8')).toBe('content');
    expect(await readFile(join(data, 'more'), 'utf8')).toBe('the image’s');
  });
});
