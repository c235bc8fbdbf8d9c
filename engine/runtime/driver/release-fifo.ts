import { constants, type FileHandle, open, rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { errnoOf, fault } from '../../base/errors.ts';
import { isAlive } from '../process-stat.ts';
import type { RuntimeRecord } from './dialect.ts';

/** Milliseconds for the waiting process to notice, and between two looks. */
const PATIENCE_MS = 10_000;
const LOOK_MS = 1;

/**
 * Lets a process go that runc made to wait: it blocks in the open of a fifo for writing until somebody reads it, and that
 * is all that `runc start` does. Doing it here saves the start of a Go program for each container, a tenth of the whole of
 * `docker run`. False when there is no fifo. Throws `system` when the process dies before it was let go.
 */
export async function releaseFifo(path: string, { pid, startTime }: RuntimeRecord): Promise<boolean> {
  const fifo = await openIfThere(path);
  if (fifo === undefined) return false;
  try {
    const byte = Buffer.alloc(1);
    for (let waited = 0; waited < PATIENCE_MS; waited += LOOK_MS) {
      // In this order: a process that writes and ends at once is dead by the next look, but its byte is there.
      const alive = await isAlive(pid, startTime);
      if ((await readNow(fifo, byte)) > 0) {
        await rm(path, { force: true });
        return true;
      }
      if (!alive) throw fault('system', `process ${pid} died before it was started`);
      await sleep(LOOK_MS);
    }
    throw fault('system', `process ${pid} did not start within ${PATIENCE_MS / 1000} seconds`);
  } finally {
    await fifo.close();
  }
}

async function openIfThere(path: string): Promise<FileHandle | undefined> {
  try {
    // Without O_NONBLOCK the open would wait for the other end for ever if the process has died (fifo(7)).
    return await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Bytes read; 0 when nobody has written yet. */
async function readNow(fifo: FileHandle, into: Buffer): Promise<number> {
  try {
    return (await fifo.read(into, 0, into.length, null)).bytesRead;
  } catch (error) {
    if (errnoOf(error) === 'EAGAIN') return 0;
    throw error;
  }
}
