import { cp, mkdtemp, open, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLogger } from '../base/logger.ts';
import { readHistory } from './history.ts';
import { EVERY_MS } from './ring/tiers.ts';
import { METRICS } from './usage/metrics.ts';
import { UsageFiles } from './usage-files.ts';

/** The first of six samples that are written together. */
const FIRST = 180_000_000;
const [ONE, TWO] = ['1'.repeat(64), '2'.repeat(64)];

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gantry-test-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const exists = () => true;
const journalSize = async () => (await stat(join(folder, 'now', 'journal'))).size;

async function opened(name = 'now', isThere: (id: string) => boolean = exists): Promise<UsageFiles> {
  const files = new UsageFiles(join(folder, name), silentLogger);
  await files.open(isThere);
  return files;
}

/** As many samples as there are numbers, one after the other, of each container alike. */
async function record(files: UsageFiles, cpus: readonly number[], ids = [ONE, TWO], first = FIRST) {
  for (const [index, cpu] of cpus.entries()) {
    const used = new Map(ids.map((id) => [id, METRICS.map(() => cpu)]));
    await files.record(first + index, used, exists);
  }
}

async function cpusOf(files: UsageFiles, id: string, count: number) {
  const [from, to] = [FIRST * EVERY_MS, (FIRST + count) * EVERY_MS];
  return (await readHistory(files.path(id), { from, to, points: 100 }, to, [])).series.cpu.average;
}

describe('what containers use', () => {
  it('is written for six samples at once, and whenever somebody asks', async () => {
    const files = await opened();
    await record(files, [1, 2]);
    expect(await cpusOf(files, ONE, 2)).toEqual([null, null]);
    await files.flush(ONE);
    expect(await cpusOf(files, ONE, 2)).toEqual([1, 2]);
    await record(files, [3, 4, 5, 6], [ONE, TWO], FIRST + 2);
    expect(await cpusOf(files, TWO, 6)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(await journalSize()).toBe(0);
    await files.close();
  });

  it('is not lost when the engine is killed between two writes, nor shown for who is gone', async () => {
    const killed = await opened('then');
    await record(killed, [1, 2, 3]);
    await cp(join(folder, 'then'), join(folder, 'now'), { recursive: true });
    const files = await opened('now', (id) => id === ONE);
    expect(await cpusOf(files, ONE, 3)).toEqual([1, 2, 3]);
    expect(await readdir(join(folder, 'now'))).toEqual([ONE, 'journal']);
    expect(await journalSize()).toBe(0);
    await Promise.all([killed.close(), files.close()]);
  });

  it('is read up to where a journal is torn', async () => {
    const killed = await opened('then');
    await record(killed, [1, 2]);
    await cp(join(folder, 'then'), join(folder, 'now'), { recursive: true });
    await killed.close();
    const journal = await open(join(folder, 'now', 'journal'), 'r+');
    await journal.truncate((await journal.stat()).size - 30);
    await journal.close();
    const files = await opened();
    expect(await cpusOf(files, ONE, 2)).toEqual([1, 2]);
    expect(await cpusOf(files, TWO, 2)).toEqual([1, null]);
    await files.close();
  });

  it('ends with its container', async () => {
    const files = await opened();
    await record(files, [1]);
    await record(files, [2], [ONE], FIRST + 1);
    expect(await cpusOf(files, TWO, 2)).toEqual([1, null]);
    await files.remove(TWO);
    await record(files, [3], [ONE], FIRST + 2);
    await files.close();
    expect(await readdir(join(folder, 'now'))).toEqual([ONE, 'journal']);
    expect(await cpusOf(files, ONE, 3)).toEqual([1, 2, 3]);
  });
});
