import { cp, mkdir, mkdtemp, open, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Logger, silentLogger } from '../base/logger.ts';
import { readHistory } from './history.ts';
import { EVERY_MS } from './ring/tiers.ts';
import { METRICS } from './usage/metrics.ts';
import { UsageFiles } from './usage-files.ts';

/** The first of six samples that are written together. */
const FIRST = 180_000_000;
const [ONE, TWO, THREE] = ['1'.repeat(64), '2'.repeat(64), '3'.repeat(64)];

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gantry-test-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const exists = () => true;
const journalSize = async () => (await stat(join(folder, 'now', 'journal'))).size;

async function opened(
  name = 'now',
  isThere: (id: string) => boolean = exists,
  logger: Logger = silentLogger,
): Promise<UsageFiles> {
  const files = new UsageFiles(join(folder, name), logger);
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

  it('is written after six looks, also when each of them took so long that the next was left out', async () => {
    const files = await opened();
    for (const look of [0, 2, 4, 6, 8, 10]) await record(files, [look], [ONE, TWO], FIRST + look);
    expect(await cpusOf(files, ONE, 11)).toEqual([0, null, 2, null, 4, null, 6, null, 8, null, 10]);
    expect(await journalSize()).toBe(0);
    await files.close();
  });

  it('is taken up from a killed engine though the file of one container cannot be written, and that later', async () => {
    const killed = await opened('then');
    await record(killed, [1, 2, 3]);
    await cp(join(folder, 'then'), join(folder, 'now'), { recursive: true });
    await killed.close();
    await rm(join(folder, 'now', ONE));
    await mkdir(join(folder, 'now', ONE));
    const files = await opened();
    expect(await cpusOf(files, TWO, 3)).toEqual([1, 2, 3]);
    await record(files, [4, 5, 6, 7, 8, 9], [TWO], FIRST + 3);
    expect(await journalSize()).toBeGreaterThan(0);
    await rm(join(folder, 'now', ONE), { recursive: true });
    await files.flush(ONE);
    expect(await cpusOf(files, ONE, 3)).toEqual([1, 2, 3]);
    await files.close();
    expect(await journalSize()).toBe(0);
  });

  it('stays in the journal and in memory while a file cannot be written, and that is told once', async () => {
    const told: string[] = [];
    const logger = { ...silentLogger, warn: (message: string) => told.push(message) };
    await mkdir(join(folder, 'now', ONE), { recursive: true });
    const files = await opened('now', exists, logger);
    const first = Array.from({ length: 12 }, (_, index) => index);
    await record(files, first);
    expect(await cpusOf(files, TWO, 12)).toEqual(first);
    expect(told).toEqual(['what containers use is not recorded']);

    await cp(join(folder, 'now'), join(folder, 'then'), { recursive: true });
    await rm(join(folder, 'then', ONE), { recursive: true });
    const next = await opened('then');
    expect(await cpusOf(next, ONE, 12)).toEqual(first);
    await next.close();

    await rm(join(folder, 'now', ONE), { recursive: true });
    await record(files, [12, 13, 14, 15, 16, 17], [ONE, TWO], FIRST + 12);
    expect(await cpusOf(files, ONE, 18)).toEqual([...first, 12, 13, 14, 15, 16, 17]);
    expect(await journalSize()).toBe(0);
    await mkdir(join(folder, 'now', THREE));
    await record(files, [18, 19], [ONE, TWO, THREE], FIRST + 18);
    expect(told).toHaveLength(2);
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
