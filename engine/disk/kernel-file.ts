import { closeSync, openSync, readSync } from 'node:fs';
import { errnoOf } from '../base/errors.ts';

const CHUNK = 16_384;
/** What the kernel says of a process, a control group or a controller that is not there (any more). */
const ABSENT: ReadonlySet<string> = new Set(['ENOENT', 'ESRCH', 'ENODEV', 'EOPNOTSUPP']);
/** The kernel gives what fits in a page of 4096 bytes, line by line: less than this was all. */
const WHOLE = 3072;
let buffer = Buffer.allocUnsafe(CHUNK);

/**
 * The bytes of a small file that the kernel makes up in memory; undefined when it is not there (any more). They are valid until
 * the next read. No disk is behind it, so it is read at once: a few microseconds, where four trips to Node's thread pool would
 * take fifty.
 */
export function kernelBytes(path: string): Buffer | undefined {
  const file = openedOrNot(path);
  if (file === undefined) return undefined;
  try {
    return readFrom(file);
  } catch {
    return undefined; // the container ended meanwhile
  } finally {
    closeSync(file);
  }
}

/** The same as a text; undefined when what it tells of is not there. Throws when it cannot be read for any other reason. */
export function kernelFileIfThere(path: string): string | undefined {
  let file: number | undefined;
  try {
    file = openSync(path, 'r');
    return readFrom(file).toString('latin1');
  } catch (error) {
    if (ABSENT.has(errnoOf(error) ?? '')) return undefined;
    throw error;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/**
 * A file that is read again and again: it stays open, which spares more than half of the work. Not for what lies in
 * /proc/PID/net, which would keep a network alive.
 */
export class KeptFile {
  readonly #path: string;
  #file: number | undefined;

  constructor(path: string) {
    this.#path = path;
  }

  /** As `kernelBytes`. */
  read(): Buffer | undefined {
    this.#file ??= openedOrNot(this.#path);
    if (this.#file === undefined) return undefined;
    try {
      return readFrom(this.#file);
    } catch {
      // A new run has a new control group at the same place.
      this.close();
      return kernelBytes(this.#path);
    }
  }

  close(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }
}

function openedOrNot(path: string): number | undefined {
  try {
    return openSync(path, 'r');
  } catch {
    return undefined;
  }
}

function readFrom(file: number): Buffer {
  let length = 0;
  for (;;) {
    if (length === buffer.length) buffer = Buffer.concat([buffer], buffer.length * 2);
    const got = readSync(file, buffer, length, buffer.length - length, length);
    length += got;
    if (got < WHOLE) return buffer.subarray(0, length);
  }
}
