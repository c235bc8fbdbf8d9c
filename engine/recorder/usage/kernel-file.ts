import { closeSync, openSync, readSync } from 'node:fs';

const CHUNK = 16_384;
let buffer = Buffer.allocUnsafe(CHUNK);

/**
 * The text of a small file that the kernel makes up in memory; '' when it is not there (any more). No disk is behind it, so
 * it is read at once: a few microseconds, where four trips to Node's thread pool would take fifty.
 */
export function readKernelFile(path: string): string {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch {
    return '';
  }
  try {
    let length = 0;
    for (;;) {
      if (length === buffer.length) buffer = Buffer.concat([buffer], buffer.length * 2);
      const got = readSync(file, buffer, length, buffer.length - length, null);
      if (got === 0) return buffer.toString('latin1', 0, length);
      length += got;
    }
  } catch {
    return ''; // the container ended meanwhile
  } finally {
    closeSync(file);
  }
}
