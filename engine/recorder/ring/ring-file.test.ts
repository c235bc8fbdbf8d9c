import { copyFile, mkdtemp, open, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readHistory, tierFor } from '../history.ts';
import { METRICS } from '../usage/metrics.ts';
import { RingFile } from './ring-file.ts';
import { SLOT_BYTES } from './slot.ts';
import { EVERY_MS, LONGEST_MS } from './tiers.ts';
import { Track } from './track.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** The start of ten minutes, as good as any. */
const NOON = Math.floor(1_800_000_000_000 / (10 * MINUTE)) * 10 * MINUTE;

const values = (cpu: number, memoryLimit = Number.NaN) =>
  METRICS.map((metric) => (metric === 'cpu' ? cpu : metric === 'memoryLimit' ? memoryLimit : 1));

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gantry-test-'));
  path = join(folder, 'ring');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const bucketAt = (time: number) => Math.floor(time / EVERY_MS);

async function recordFrom(time: number, cpus: readonly (number | undefined)[]): Promise<Track> {
  const track = await Track.open(path, bucketAt(time));
  for (const [index, cpu] of cpus.entries()) {
    if (cpu !== undefined) track.add(bucketAt(time) + index, values(cpu));
  }
  return track;
}

async function cpuOf(from: number, to: number, points = 2000, now = to) {
  const { series, step } = await readHistory(path, { from, to, points }, now, []);
  return { ...series.cpu, step };
}

describe('the past of a container', () => {
  it('comes back as it was, with gaps where nothing was recorded', async () => {
    const track = await recordFrom(NOON, [1, 2, undefined, 4]);
    await track.close();
    expect(await cpuOf(NOON, NOON + 50_000)).toEqual({
      average: [1, 2, null, 4, null],
      max: [1, 2, null, 4, null],
      step: EVERY_MS,
    });
    const { series } = await readHistory(path, { from: NOON, to: NOON + 10_000, points: 9 }, NOON, []);
    expect(series.memoryLimit.average).toEqual([null]);
  });

  it('is kept by minutes and by ten minutes with averages and maxima', async () => {
    const track = await recordFrom(NOON, [1, 2, 3, 4, 5, 9, 7]);
    await track.close();
    const later = NOON + 2 * HOUR;
    const minutes = await cpuOf(NOON, NOON + 3 * MINUTE, 2000, later);
    expect(minutes).toEqual({ average: [4, 7, null], max: [9, 7, null], step: MINUTE });
    const tens = await cpuOf(NOON, NOON + 20 * MINUTE, 2000, NOON + 30 * HOUR);
    expect(tens).toEqual({ average: [4.42857, null], max: [9, null], step: 10 * MINUTE });
  });

  it('is joined to as many points as were asked for, and no maximum is lost', async () => {
    const track = await recordFrom(
      NOON,
      Array.from({ length: 300 }, (_, index) => (index === 77 ? 50 : 1)),
    );
    await track.close();
    const { average, max, step } = await cpuOf(NOON, NOON + 3_000_000, 31);
    expect(step).toBe(100_000);
    expect(max).toHaveLength(30);
    expect(Math.max(...max.map(Number))).toBe(50);
    expect(average[7]).toBeCloseTo(5.9);
  });

  it('survives a killed engine: minutes that were not over are made again from the samples', async () => {
    const killed = await recordFrom(NOON, [1, 1, 1, 5]);
    await killed.flush();
    await copyFile(path, `${path}-then`);
    await killed.close();
    await rename(`${path}-then`, path);
    expect(await cpuOf(NOON, NOON + MINUTE, 9, NOON + MINUTE)).toMatchObject({
      average: [1, 1, 1, 5, null, null],
    });
    const day = await cpuOf(NOON - 20 * HOUR, NOON + MINUTE);
    expect(day.average.at(-1)).toBe(2);
    const second = await recordFrom(NOON + 50_000, [7]);
    await second.close();
    const minute = await cpuOf(NOON, NOON + MINUTE, 9, NOON + 2 * HOUR);
    expect(minute).toMatchObject({ average: [3], max: [7] });
  });

  it('does not show what a whole turn of the ring ago was there', async () => {
    await (await recordFrom(NOON, [1])).close();
    const later = NOON + HOUR;
    expect((await cpuOf(later - 30_000, later + 20_000)).average).toEqual([null, null, null, null, null]);
  });

  it('knows a slot that was half-written, and a file that is none of its own', async () => {
    await (await recordFrom(NOON, [1, 2, 3])).close();
    const file = await open(path, 'r+');
    await file.write(Buffer.alloc(20, 0xaa), 0, 20, 64 + ((bucketAt(NOON) + 1) % 360) * SLOT_BYTES + 30);
    await file.close();
    expect((await cpuOf(NOON, NOON + 30_000)).average).toEqual([1, null, 3]);
    await writeFile(path, 'something else');
    expect(await RingFile.look(path)).toBeUndefined();
    await (await recordFrom(NOON, [8])).close();
    expect((await cpuOf(NOON, NOON + 10_000)).average).toEqual([8]);
  });

  it('never takes more than 214 kB', async () => {
    const track = await Track.open(path, 0);
    for (const time of [0, HOUR, 25 * HOUR, LONGEST_MS]) {
      for (const step of [0, 359, 360, 1439]) track.add(bucketAt(NOON + time) + step, values(1));
    }
    await track.close();
    expect((await stat(path)).size).toBeLessThan(214_000);
  });

  it('is taken from the finest tier that reaches back so far', () => {
    expect(
      [10 * MINUTE, HOUR, 2 * HOUR, 24 * HOUR, 25 * HOUR, 9 * LONGEST_MS].map((ago) =>
        tierFor(NOON - ago, NOON),
      ),
    ).toEqual([0, 0, 1, 1, 2, 2]);
  });
});
