import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { errnoOf } from '../../base/errors.ts';
import { bundleFiles } from '../bundle.ts';
import type { ConsoleSize } from '../runtime.ts';

/** What a message on conmon's control fifo begins with when it is about the window's size (conmon, `ctrl.c`). */
const WIN_RESIZE_EVENT = 1;
const REOPEN_LOGS_EVENT = 2;

/**
 * Tells the shim of a container or exec the new size of its terminal; the process gets SIGWINCH. False when the shim is
 * gone. Harmless without a terminal.
 */
export function resizeConsole(folder: string, size: ConsoleSize): Promise<boolean> {
  return tell(folder, `${WIN_RESIZE_EVENT} ${size.rows} ${size.columns}\n`);
}

/**
 * Has the shim of a container put a new, empty file in the place of its log and write there from now on (conmon makes it
 * beside and renames it). False when the shim is gone.
 */
export function reopenLog(folder: string): Promise<boolean> {
  return tell(folder, `${REOPEN_LOGS_EVENT} 0 0\n`);
}

async function tell(folder: string, message: string): Promise<boolean> {
  try {
    // Without O_NONBLOCK the open would wait for a reader that may never come (fifo(7)).
    const fifo = await open(bundleFiles(folder).control, constants.O_WRONLY | constants.O_NONBLOCK);
    try {
      await fifo.write(message);
    } finally {
      await fifo.close();
    }
    return true;
  } catch (error) {
    const code = errnoOf(error);
    if (code === 'ENXIO' || code === 'ENOENT' || code === 'EPIPE') return false;
    throw error;
  }
}
