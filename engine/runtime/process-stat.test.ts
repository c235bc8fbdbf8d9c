import { describe, expect, it } from 'vitest';
import { isAlive, parseProcessStat, readProcessStat } from './process-stat.ts';

describe('parseProcessStat', () => {
  it('is not confused by the name of a command', () => {
    const line =
      '77 (a) S 1) b) S 15 15415 15415 0 -1 4194368 69 869 0 1 0 0 1 1 20 0 1 0 140668 9080832 463 1844';
    expect(parseProcessStat(line)).toEqual({ state: 'S', parent: 15, startTime: 140668 });
  });
});

describe('isAlive', () => {
  it('knows a process by its pid and start time', async () => {
    const own = await readProcessStat(process.pid);
    expect(own?.parent).toBe(process.ppid);
    expect(await isAlive(process.pid, own?.startTime ?? 0)).toBe(true);
    expect(await isAlive(process.pid, 1)).toBe(false);
    expect(await readProcessStat(2 ** 30)).toBeUndefined();
  });
});
