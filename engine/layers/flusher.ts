import { readFile } from 'node:fs/promises';
import { messageOf } from '../base/errors.ts';
import type { Logger } from '../base/logger.ts';
import { flushFileSystem } from '../process/flush.ts';

/**
 * Nobody waits for an unpacked layer to reach the disk: it can be unpacked again. But after a power cut it must not be
 * trusted, so its record names the boot in which it was made until a flush, in the background, has covered it.
 */
export interface Flusher {
  /** Names this boot of the machine. */
  readonly boot: string;
  /** Calls `covered` once all that was written before this call is on the disk. Failures are logged. */
  flush(covered: () => Promise<void>): void;
  /** Resolves when no flush is under way. */
  settled(): Promise<void>;
}

/** Flushes the file system of `root`, once for all that waits. */
export async function openFlusher(root: string, logger: Logger): Promise<Flusher> {
  const boot = (await readFile('/proc/sys/kernel/random/boot_id', 'utf8')).trim();
  let waiting: (() => Promise<void>)[] = [];
  let running: Promise<void> | undefined;

  const work = async () => {
    while (waiting.length > 0) {
      const covered = waiting;
      waiting = [];
      try {
        await flushFileSystem(root);
        for (const tell of covered) await tell();
      } catch (error) {
        logger.warn('cannot flush layers to the disk', { error: messageOf(error) });
      }
    }
    running = undefined;
  };

  return {
    boot,
    flush: (covered) => {
      waiting.push(covered);
      running ??= work();
    },
    settled: async () => {
      while (running !== undefined) await running;
    },
  };
}
