import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { errnoOf } from '../../base/errors.ts';
import { bundleFiles } from '../bundle.ts';
import type { ConsoleSize } from '../runtime.ts';

/** What a message on conmon's control fifo begins with when it is about the window's size (conmon, `ctrl.c`). */
const WIN_RESIZE_EVENT = 1;

/**
 * Tells the shim of a container or exec the new size of its terminal; the process gets SIGWINCH. False when the shim is
 * gone. Harmless without a terminal.
 */
export async function resizeConsole(folder: string, size: ConsoleSize): Promise<boolean> {
  try {
    // Without O_NONBLOCK the open would wait for a reader that may never come (fifo(7)).
    const fifo = await open(bundleFiles(folder).control, constants.O_WRONLY | constants.O_NONBLOCK);
    try {
      await fifo.write(`${WIN_RESIZE_EVENT} ${size.rows} ${size.columns}\n`);
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
