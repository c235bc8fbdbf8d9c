import { constants, open, rm, stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { errnoOf, fault } from '../../base/errors.ts';
import { isAlive } from '../process-stat.ts';
import type { RuntimeRecord, StartWait } from './dialect.ts';

/** Milliseconds for the waiting process to notice, and between two looks. */
const PATIENCE_MS = 10_000;
const LOOK_MS = 1;

/**
 * Lets a process go that waits in the open of a fifo, and removes the fifo: runc's waits for a reader and then writes a byte,
 * crun's waits for a writer and then reads one. That is all that their `start` does, and doing it here saves the start of a
 * program for each container, a tenth of the whole of `docker run`. False when there is no fifo. Throws `system` when the
 * process dies before it was let go.
 */
export async function releaseFifo(
  path: string,
  { pid, startTime }: RuntimeRecord,
  waits: StartWait,
): Promise<boolean> {
  const letGo = waits === 'writes' ? await readerOf(path) : await writerOf(path);
  if (letGo === undefined) return false;
  try {
    for (let waited = 0; waited < PATIENCE_MS; waited += LOOK_MS) {
      // In this order: a process that writes and ends at once is dead by the next look, but its byte is there.
      const alive = await isAlive(pid, startTime);
      if (await letGo.attempt()) {
        await rm(path, { force: true });
        return true;
      }
      if (!alive) throw fault('system', `process ${pid} died before it was started`);
      await sleep(LOOK_MS);
    }
    throw fault('system', `process ${pid} did not start within ${PATIENCE_MS / 1000} seconds`);
  } finally {
    await letGo.close();
  }
}

/** Our side of the fifo; an attempt fails until the process has come to its own. */
interface OurSide {
  attempt(): Promise<boolean>;
  close(): Promise<void>;
}

async function readerOf(path: string): Promise<OurSide | undefined> {
  // Without O_NONBLOCK the open would wait for the other end for ever if the process has died (fifo(7)).
  const fifo = await unless('ENOENT', open(path, constants.O_RDONLY | constants.O_NONBLOCK));
  if (fifo === undefined) return undefined;
  const byte = Buffer.alloc(1);
  return {
    attempt: async () => ((await unless('EAGAIN', fifo.read(byte, 0, 1, null)))?.bytesRead ?? 0) > 0,
    close: () => fifo.close(),
  };
}

/** A fifo without a reader cannot be opened for writing: then there is nobody yet to be let go. */
async function writerOf(path: string): Promise<OurSide | undefined> {
  const isThere = (await unless('ENOENT', stat(path))) !== undefined;
  if (!isThere) return undefined;
  return {
    attempt: async () => {
      const fifo = await unless('ENXIO', open(path, constants.O_WRONLY | constants.O_NONBLOCK));
      if (fifo === undefined) return false;
      try {
        // It may have died since: the next look says so.
        return (await unless('EPIPE', fifo.write(Buffer.alloc(1)))) !== undefined;
      } finally {
        await fifo.close();
      }
    },
    close: async () => undefined,
  };
}

/** Undefined when it fails with just this error. */
async function unless<T>(errno: string, attempt: Promise<T>): Promise<T | undefined> {
  try {
    return await attempt;
  } catch (error) {
    if (errnoOf(error) === errno) return undefined;
    throw error;
  }
}
