import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { digestOfHex } from '../base/digest.ts';
import { fault } from '../base/errors.ts';
import { bundledWorker } from '../testing/bundled-worker.ts';
import { type LayerLab, makeLayerLab } from '../testing/layer-lab.ts';
import type { TarMember } from '../testing/tar-of.ts';
import { type PackedLayer, unpackLayer } from './unpack.ts';
import { openUnpackThreads } from './unpack-threads.ts';

const MEMBERS: readonly TarMember[] = [
  { path: 'd/', mode: 0o750 },
  { path: 'd/a', content: 'a'.repeat(300_000) },
  { path: 'd/.wh.gone' },
  { path: 'e/.wh..wh..opq' },
];

describe('layers that threads unpack', () => {
  let programs: string;
  let program: URL;
  let lab: LayerLab;
  let threads: ReturnType<typeof openUnpackThreads>;
  beforeAll(async () => {
    programs = await mkdtemp(join(tmpdir(), 'gantry-test-worker-'));
    program = await bundledWorker('layers/unpack.worker.ts', programs);
  });
  afterAll(() => rm(programs, { recursive: true }));
  beforeEach(async () => {
    lab = await makeLayerLab();
    threads = openUnpackThreads(program);
  });
  afterEach(async () => {
    await threads.close();
    await lab.remove();
  });

  async function packed(
    members: readonly TarMember[],
    more: Partial<PackedLayer> = {},
  ): Promise<PackedLayer> {
    const into = join(lab.folder, `into-${Math.random()}`);
    await mkdir(into);
    return {
      ...(await lab.layer(members)),
      into,
      xattrs: 'trusted',
      stack: async () => [],
      onRead: () => undefined,
      signal: new AbortController().signal,
      ...more,
    };
  }

  it('are as those that are unpacked here', async () => {
    const layer = await packed(MEMBERS);
    const theirs = await threads.unpack(layer);
    await expect(readFile(join(layer.into, 'd/a'), 'utf8')).resolves.toHaveLength(300_000);
    const ours = await unpackLayer(await packed(MEMBERS));
    expect(theirs).toEqual(ours);
    expect([...theirs.opaque]).toEqual(['e']);
  });

  it('ask for the layers below, and tell how far they are', async () => {
    const below = await lab.apply([{ path: 'd/gone' }]);
    const [diff = ''] = await lab.store.foldersOf(below);
    let read = 0;
    const layer = await packed(MEMBERS, {
      stack: async () => [{ diff, opaque: new Set() }],
      onRead: (bytes) => (read = bytes),
    });
    await threads.unpack(layer);
    expect((await readdir(join(layer.into, 'd'))).sort()).toEqual(['a', 'gone']);
    expect(read).toBeGreaterThan(300_000);
  });

  it('are refused with the same kind and words', async () => {
    await expect(threads.unpack(await packed([{ path: '../x' }]))).rejects.toMatchObject({
      name: 'GantryError',
      kind: 'invalid',
      message: expect.stringContaining('climbs out'),
    });
    const wrong = await packed(MEMBERS, { diffId: digestOfHex('0'.repeat(64)) });
    await expect(threads.unpack(wrong)).rejects.toMatchObject({ kind: 'invalid' });
  });

  it('fail with what the layers below failed with', async () => {
    const layer = await packed(MEMBERS, {
      stack: () => Promise.reject(fault('unavailable', 'the one below')),
    });
    await expect(threads.unpack(layer)).rejects.toMatchObject({
      kind: 'unavailable',
      message: 'the one below',
    });
  });

  it('end with whoever gives up, and their programs with them', async () => {
    const stop = new AbortController();
    const layer = await packed(MEMBERS, { stack: () => new Promise(() => undefined), signal: stop.signal });
    const unpacking = threads.unpack(layer);
    unpacking.catch(() => undefined);
    await programsIn(layer.into, 1);
    stop.abort();
    await expect(unpacking).rejects.toMatchObject({ kind: 'cancelled' });
    expect(await programsIn(layer.into)).toEqual([]);
  });

  it('fail when their thread ends, leave no program behind, and the next one gets a new thread', async () => {
    const layer = await packed(MEMBERS, { stack: () => new Promise(() => undefined) });
    const unpacking = threads.unpack(layer);
    unpacking.catch(() => undefined);
    await programsIn(layer.into, 1);
    await threads.close();
    await expect(unpacking).rejects.toMatchObject({ kind: 'system' });
    expect(await programsIn(layer.into, 0)).toEqual([]);
    await expect(threads.unpack(await packed(MEMBERS))).resolves.toMatchObject({ size: 300_000 });
  });
});

/** The processes that were told of `folder`; waits until there are `count` of them. */
async function programsIn(folder: string, count?: number): Promise<string[]> {
  for (let waited = 0; ; waited += 10) {
    const found: string[] = [];
    for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
      const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
      if (command.includes(folder)) found.push(pid);
    }
    if (count === undefined || found.length === count) return found;
    if (waited > 5000) throw new Error(`there are ${found.length} programs, not ${count}`);
    await sleep(10);
  }
}
