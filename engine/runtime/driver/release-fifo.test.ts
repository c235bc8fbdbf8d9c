import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../../process/run.ts';
import { readProcessStat } from '../process-stat.ts';
import type { StartWait } from './dialect.ts';
import { releaseFifo } from './release-fifo.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gantry-test-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A process that waits in the open of a new fifo, as a created container does, and ends as soon as it was let go. */
async function waitingProcess(name: string, waits: StartWait) {
  const path = join(folder, name);
  await run('mkfifo', [path]);
  return { path, ...(await waitingAt(path, waits)) };
}

const WAITING: Readonly<Record<StartWait, string>> = {
  writes: 'exec 3>"$0"; printf 0 >&3',
  reads: 'exec 3<"$0"; head -c 1 <&3 >/dev/null',
};

async function waitingAt(path: string, waits: StartWait) {
  const child = spawn('sh', ['-c', WAITING[waits], path], { stdio: 'ignore' });
  const pid = child.pid ?? 0;
  const startTime = (await readProcessStat(pid))?.startTime ?? 0;
  return { child, record: { pid, startTime, cgroupsPath: '' } };
}

describe.each(['writes', 'reads'] as const)('releaseFifo, where the process %s', (waits) => {
  // A container that runs `true` was said to have died before it was started, once in a hundred starts.
  it('lets a process go that ends at once, every time', { timeout: 40_000 }, async () => {
    const paths = Array.from({ length: 200 }, (_, round) => join(folder, `brief-${round}`));
    await run('mkfifo', paths);
    const open = [...paths];
    const lane = async () => {
      for (let path = open.pop(); path !== undefined; path = open.pop()) {
        const { record } = await waitingAt(path, waits);
        await releaseFifo(path, record, waits);
      }
    };
    await Promise.all([lane(), lane(), lane(), lane()]);
    expect((await readdir(folder)).filter((name) => name.startsWith('brief-'))).toEqual([]);
  });

  it('says that a process died before it was let go', async () => {
    const { path, child, record } = await waitingProcess(`dead-${waits}`, waits);
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
    await expect(releaseFifo(path, record, waits)).rejects.toThrow(
      `process ${record.pid} died before it was started`,
    );
  });
});
