import { spawn } from 'node:child_process';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isAlive, pidIsTaken, readProcessStat } from './process-stat.ts';

describe('readProcessStat', () => {
  it('is not confused by the name of a command', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'gantry-test-stat-'));
    await symlink('/bin/sleep', join(folder, 'a) S 1) b'));
    const child = spawn(join(folder, 'a) S 1) b'), ['100']);
    try {
      expect(await readProcessStat(child.pid ?? 0)).toMatchObject({ parent: process.pid });
    } finally {
      child.kill('SIGKILL');
      await rm(folder, { recursive: true });
    }
  });

  it('knows that there is no such process', async () => {
    expect(await readProcessStat(2 ** 30)).toBeUndefined();
    expect(pidIsTaken(2 ** 30)).toBe(false);
    expect(pidIsTaken(process.pid)).toBe(true);
  });
});

describe('isAlive', () => {
  it('knows a process by its pid and start time', async () => {
    const own = await readProcessStat(process.pid);
    expect(own?.parent).toBe(process.ppid);
    expect(await isAlive(process.pid, own?.startTime ?? 0)).toBe(true);
    expect(await isAlive(process.pid, 1)).toBe(false);
  });
});
