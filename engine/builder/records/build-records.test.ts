import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLogger } from '../../base/logger.ts';
import { BuildJournal } from './build-journal.ts';
import { BuildRecords } from './build-records.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gantry-test-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A build that began at a second of its own. */
function journalOf(second: number): BuildJournal {
  const clock = { now: () => second * 1000, sleep: async () => undefined };
  const rest = { tags: [], dockerfile: 'Dockerfile', target: undefined, onChange: () => undefined };
  return new BuildJournal({ id: String(second), clock, ...rest });
}

async function open(): Promise<BuildRecords> {
  const records = new BuildRecords(folder, silentLogger);
  await records.open();
  return records;
}

describe('the records of builds', () => {
  it('keep the newest hundred that ended, and whatever is under way', async () => {
    const records = await open();
    await records.begin(journalOf(0), new AbortController());
    for (let second = 1; second <= 102; second += 1) {
      const journal = journalOf(second);
      await records.begin(journal, new AbortController());
      await records.end(journal);
    }
    const ids = records.list().map(({ id }) => Number(id));
    expect(ids).toHaveLength(101);
    expect(ids.slice(-2)).toEqual([3, 0]);
    expect(await readdir(folder)).toHaveLength(101);
  });

  it('are forgotten once by two who forget them at the same time', async () => {
    const records = await open();
    for (const second of [1, 2]) {
      const journal = journalOf(second);
      await records.begin(journal, new AbortController());
      await records.end(journal);
    }
    const pruned = await Promise.all([records.prune(), records.prune()]);
    expect(pruned.flat().sort()).toEqual(['1', '2']);
    expect(records.list()).toEqual([]);
  });
});
