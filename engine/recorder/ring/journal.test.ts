import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { METRICS } from '../usage/metrics.ts';
import { Journal } from './journal.ts';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gantry-test-'));
  path = join(folder, 'journal');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const ids = (count: number) => Array.from({ length: count }, (_, index) => String(index).padStart(64, '0'));
const used = (count: number) => new Map(ids(count).map((id) => [id, METRICS.map(() => 1)]));
const bucketsOf = async (journal: Journal) => (await journal.read()).map(({ slot }) => slot.bucket);

describe('the journal', () => {
  it('knows an entry whose id is not what was written', async () => {
    const journal = await Journal.open(path);
    await journal.add(7, used(2));
    const file = await open(path, 'r+');
    await file.write(Buffer.from([0xaa]), 0, 1, 3);
    await file.close();
    expect((await journal.read()).map(({ id }) => id)).toEqual(ids(2).slice(1));
    await journal.close();
  });

  it('goes on where its last whole entry ends', async () => {
    const torn = await Journal.open(path);
    await torn.add(7, used(2));
    await torn.close();
    const file = await open(path, 'r+');
    await file.truncate((await file.stat()).size - 30);
    await file.close();
    const journal = await Journal.open(path);
    await journal.add(8, used(2));
    expect(await bucketsOf(journal)).toEqual([7, 8, 8]);
    await journal.close();
  });

  it('takes no more than a mebibyte and a look', async () => {
    const journal = await Journal.open(path);
    for (let bucket = 0; !journal.full; bucket++) await journal.add(bucket, used(1000));
    await expect(journal.add(99, used(1))).rejects.toThrow('the journal is full');
    expect((await bucketsOf(journal)).length).toBeLessThan(11_000);
    await journal.empty();
    await journal.add(99, used(1));
    expect(await bucketsOf(journal)).toEqual([99]);
    await journal.close();
  });
});
