import { mkdtemp, open, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLogger } from '../base/logger.ts';
import { mount } from '../process/mount.ts';
import { run } from '../process/run.ts';
import { readHistory } from './history.ts';
import { Journal } from './ring/journal.ts';
import { EVERY_MS } from './ring/tiers.ts';
import { METRICS } from './usage/metrics.ts';
import { UsageFiles } from './usage-files.ts';

/** The eleventh sample stands in a block that a ring file does not have before. */
const FIRST = 180_000_096;
const ONE = '1'.repeat(64);

let folder: string;
let told: string[];
beforeEach(async () => {
  told = [];
  folder = await mkdtemp(join(tmpdir(), 'gantry-test-'));
  await mount({ type: 'tmpfs', source: 'gantry-test', target: folder, options: ['size=128k'] });
});
afterEach(async () => {
  // Lazily: a test that fails leaves files open.
  await run('umount', ['-n', '-l', '--', folder]);
  await rm(folder, { recursive: true });
});

const journalPath = () => join(folder, 'journal');

async function opened(): Promise<UsageFiles> {
  const files = new UsageFiles(folder, { ...silentLogger, warn: (message) => told.push(message) });
  await files.open(() => true);
  return files;
}

async function record(files: UsageFiles, from: number, to: number): Promise<void> {
  for (let cpu = from; cpu <= to; cpu++)
    await files.record(FIRST + cpu, new Map([[ONE, METRICS.map(() => cpu)]]), () => true);
}

async function cpus(files: UsageFiles, count: number) {
  const [from, to] = [FIRST * EVERY_MS, (FIRST + count) * EVERY_MS];
  return (await readHistory(files.path(ONE), { from, to, points: 100 }, to, [])).series.cpu.average;
}

/** Takes all that is left of the disk until it is called off. */
async function fillDisk(): Promise<() => Promise<void>> {
  const filler = join(folder, ONE.replaceAll('1', 'f'));
  const file = await open(filler, 'w');
  await expect(file.writeFile(Buffer.alloc(1024 * 1024))).rejects.toThrow('ENOSPC');
  await file.close();
  return () => rm(filler);
}

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);

describe('on a full disk, what containers use', () => {
  it('is kept until there is room again, and that it is not written is told once', async () => {
    const files = await opened();
    await record(files, 0, 5);
    const free = await fillDisk();
    await record(files, 6, 29);
    expect((await cpus(files, 30)).at(-1)).toBeNull();
    expect(told.toSorted()).toEqual([
      'what containers use is not recorded',
      'what containers used in the last minute is lost if the engine is killed',
    ]);
    await free();
    await record(files, 30, 35);
    expect(await cpus(files, 36)).toEqual(upTo(36));
    expect((await stat(journalPath())).size).toBe(0);
    expect(told).toHaveLength(2);
    await files.close();
  });

  it('stays in the journal when the engine ends before there is room', async () => {
    const ended = await opened();
    await record(ended, 0, 10);
    const free = await fillDisk();
    await ended.close();
    await free();
    const files = await opened();
    expect(told).toEqual(['what containers use is not recorded']);
    expect(await cpus(files, 11)).toEqual(upTo(11));
    expect((await stat(journalPath())).size).toBe(0);
    await files.close();
  });

  it('is half appended to the journal, and what comes after it can still be read', async () => {
    const used = new Map(
      upTo(50).map((index) => [String(index).padStart(64, '0'), METRICS.map(() => index)]),
    );
    const journal = await Journal.open(journalPath());
    await journal.add(1, used);
    const { size } = await stat(journalPath());
    const free = await fillDisk();
    await expect(journal.add(2, used)).rejects.toThrow('ENOSPC');
    expect((await stat(journalPath())).size).toBeGreaterThan(size);
    await free();
    await journal.add(3, used);
    await journal.close();
    const next = await Journal.open(journalPath());
    const buckets = (await next.read()).map(({ slot }) => slot.bucket);
    expect(buckets).toEqual([...used].map(() => 1).concat([...used].map(() => 3)));
    await next.close();
  });
});
