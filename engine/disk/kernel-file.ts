import { closeSync, openSync, readSync } from 'node:fs';
import { errnoOf } from '../base/errors.ts';

const CHUNK = 16_384;
/** What the kernel says of a process, a control group or a controller that is not there (any more). */
const ABSENT: ReadonlySet<string> = new Set(['ENOENT', 'ESRCH', 'ENODEV', 'EOPNOTSUPP']);
/** The kernel gives what fits in a page of 4096 bytes, line by line: less than this was all. */
const WHOLE = 3072;
let buffer = Buffer.allocUnsafe(CHUNK);

/**
 * The text of a small file that the kernel makes up in memory; '' when it is not there (any more). No disk is behind it, so
 * it is read at once: a few microseconds, where four trips to Node's thread pool would take fifty.
 */
export function readKernelFile(path: string): string {
  const file = openedOrNot(path);
  if (file === undefined) return '';
  try {
    return readFrom(file);
  } catch {
    return ''; // the container ended meanwhile
  } finally {
    closeSync(file);
  }
}

/** The same; undefined when what it tells of is not there. Throws when it cannot be read for any other reason. */
export function kernelFileIfThere(path: string): string | undefined {
  let file: number | undefined;
  try {
    file = openSync(path, 'r');
    return readFrom(file);
  } catch (error) {
    if (ABSENT.has(errnoOf(error) ?? '')) return undefined;
    throw error;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/**
 * The same for files that are read again and again: they stay open, which spares more than half of the work. Not for what
 * lies in /proc/PID/net, which would keep a network alive.
 */
export class KeptFiles {
  readonly #files = new Map<string, number>();

  read(path: string): string {
    const file = this.#files.get(path) ?? openedOrNot(path);
    if (file === undefined) return '';
    this.#files.set(path, file);
    try {
      return readFrom(file);
    } catch {
      // A new run has a new control group at the same place.
      this.#files.delete(path);
      closeSync(file);
      return readKernelFile(path);
    }
  }

  close(): void {
    for (const file of this.#files.values()) closeSync(file);
    this.#files.clear();
  }
}

function openedOrNot(path: string): number | undefined {
  try {
    return openSync(path, 'r');
  } catch {
    return undefined;
  }
}

function readFrom(file: number): string {
  let length = 0;
  for (;;) {
    if (length === buffer.length) buffer = Buffer.concat([buffer], buffer.length * 2);
    const got = readSync(file, buffer, length, buffer.length - length, length);
    length += got;
    if (got < WHOLE) return buffer.toString('latin1', 0, length);
  }
}
