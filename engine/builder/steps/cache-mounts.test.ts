import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseDockerfile } from '../dockerfile/parse-dockerfile.ts';
import { readInstruction } from '../dockerfile/read-instruction.ts';
import { CacheMounts } from './cache-mounts.ts';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'gantry-test-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const never = new AbortController().signal;
const empty = async () => undefined;

function mountOf(options: string) {
  const [node] = parseDockerfile(`RUN --mount=type=cache,target=/c,${options} true\n`).nodes;
  const instruction = node && readInstruction(node);
  const mount = instruction?.kind === 'run' ? instruction.mounts[0] : undefined;
  if (mount?.type !== 'cache') throw new Error('no cache');
  return mount;
}

describe('the caches of RUN', () => {
  it('live on, begin with files, and belong to whom they are to', async () => {
    const caches = new CacheMounts(join(root, 'caches'));
    await mkdir(join(root, 'seed'));
    await mkdir(caches.root);
    await writeFile(join(root, 'seed/x'), 'seeded');
    const mount = mountOf('id=a,mode=0711,uid=5,gid=6');
    const first = await caches.use(mount, async () => join(root, 'seed'), never);
    expect(await readFile(join(first.folder, 'x'), 'utf8')).toBe('seeded');
    expect(await stat(first.folder)).toMatchObject({ uid: 5, gid: 6, mode: 0o40711 });
    await writeFile(join(first.folder, 'x'), 'changed');
    first.giveBack();
    const again = await caches.use(mount, async () => join(root, 'seed'), never);
    expect(await readFile(join(again.folder, 'x'), 'utf8')).toBe('changed');
  });

  it('are shared, waited for, or had in copies', async () => {
    const caches = new CacheMounts(root);
    const shared = await Promise.all([1, 2].map(() => caches.use(mountOf('id=s'), empty, never)));
    expect(new Set(shared.map(({ folder }) => folder)).size).toBe(1);

    const own = await caches.use(mountOf('id=p,sharing=private'), empty, never);
    const other = await caches.use(mountOf('id=p,sharing=private'), empty, never);
    expect(other.folder).not.toBe(own.folder);
    own.giveBack();
    expect((await caches.use(mountOf('id=p,sharing=private'), empty, never)).folder).toBe(own.folder);

    const held = await caches.use(mountOf('id=l,sharing=locked'), empty, never);
    const order: string[] = [];
    const next = caches.use(mountOf('id=l,sharing=locked'), empty, never).then((used) => {
      order.push('next');
      return used;
    });
    const gaveUp = caches.use(mountOf('id=l,sharing=locked'), empty, AbortSignal.abort());
    await expect(gaveUp).rejects.toMatchObject({ kind: 'cancelled' });
    order.push('given back');
    held.giveBack();
    (await next).giveBack();
    expect(order).toEqual(['given back', 'next']);
    expect(caches.isUsed(basename(held.folder))).toBe(false);
  });

  it('leave nothing half-made', async () => {
    const caches = new CacheMounts(root);
    const failing = caches.use(mountOf('id=f'), async () => Promise.reject(new Error('no seed')), never);
    await expect(failing).rejects.toThrow('no seed');
    expect(await readdir(root)).toEqual([]);
  });
});
