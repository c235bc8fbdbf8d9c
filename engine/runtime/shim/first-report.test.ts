import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { firstReport } from './conmon.ts';
import { SyncPipe } from './sync-pipe.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gantry-test-'));
});
afterEach(async () => await rm(folder, { recursive: true, force: true }));

const shimOn = (pipe: PassThrough) => ({
  reports: new SyncPipe(pipe),
  complaint: async () => 'what conmon said',
  refusal: async () => undefined,
});

describe('the first report of a shim', () => {
  it('is waited for while the runtime is at work', async () => {
    const pipe = new PassThrough();
    setTimeout(() => pipe.write('{"data": 42}\n'), 1500);
    expect(await firstReport(shimOn(pipe), join(folder, 'not-made-yet'))).toBe(42);
  });

  it('is the runtime’s own words when the shim ends without any', async () => {
    const pipe = new PassThrough();
    pipe.end();
    const shim = { ...shimOn(pipe), refusal: async () => 'what crun wrote down' };
    expect(await firstReport(shim)).toEqual({ message: 'what crun wrote down', isUnreported: true });
  });

  it('is given up when the container was made and nothing is said of it, but not for an old file', async () => {
    const [made, old] = [join(folder, 'made'), join(folder, 'old')];
    for (const file of [made, old]) await writeFile(file, '42');
    const longAgo = new Date(Date.now() - 60_000);
    await utimes(old, longAgo, longAgo);
    const pipe = new PassThrough();
    const waiting = firstReport(shimOn(pipe), old, 500);
    expect(await firstReport(shimOn(new PassThrough()), made, 500)).toMatchObject({
      message: expect.stringMatching(/^the runtime ended after it had made the container.*conmon said$/),
    });
    pipe.write('{"data": 42}\n');
    expect(await waiting).toBe(42);
  });
});
