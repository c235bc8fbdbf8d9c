import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { errnoOf, fault, messageOf } from '../base/errors.ts';

/** Files whose names begin so are half-written. */
const TEMP_PREFIX = '.tmp-';

export interface WriteOptions {
  /** True: on disk before the promise resolves (file and folder fsynced). For what the kernel cannot tell again. */
  readonly durable: boolean;
  readonly mode?: number;
}

/**
 * Writes a whole file so that a reader sees the old or the new content, never a mixture: temp file in the same folder,
 * optional fsync, rename. Nothing is left behind on failure. Throws `system` naming the path.
 */
export async function writeFileAtomic(
  path: string,
  data: string | Uint8Array,
  options: WriteOptions,
): Promise<void> {
  const folder = dirname(path);
  const temp = join(folder, `${TEMP_PREFIX}${randomBytes(6).toString('hex')}`);
  try {
    const file = await open(temp, 'wx', options.mode ?? 0o644);
    try {
      await file.writeFile(data);
      if (options.durable) await file.sync();
    } finally {
      await file.close();
    }
    await rename(temp, path);
    if (options.durable) await syncFolder(folder);
  } catch (cause) {
    await rm(temp, { force: true }).catch(() => undefined);
    throw diskFault(`write ${path}`, cause);
  }
}

/** Removes what writes left half-done when a crash ended them. Only for a folder that nobody writes to. */
export async function removeTemporary(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (name.startsWith(TEMP_PREFIX)) await rm(join(folder, name), { force: true });
  }
}

/** Makes the folder's entries (a rename, a removal) survive a power cut. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Writes `value` as JSON with `writeFileAtomic`. */
export async function writeJson(path: string, value: unknown, options: WriteOptions): Promise<void> {
  await writeFileAtomic(path, `${JSON.stringify(value, null, 1)}\n`, options);
}

/** A text file; undefined when it does not exist. Throws `system` naming the path when it cannot be read. */
export async function readTextIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    if (errnoOf(cause) === 'ENOENT') return undefined;
    throw diskFault(`read ${path}`, cause);
  }
}

/** Reads a JSON file; undefined when it does not exist. Throws `system` naming the path when it is not JSON. */
export async function readJson(path: string): Promise<unknown> {
  const text = await readTextIfThere(path);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw fault('system', `${path} is not valid JSON: ${messageOf(cause)}`, cause);
  }
}

/** Makes a folder and its parents; fine when it is there. Throws `system` naming the path. */
export async function makeFolder(path: string, mode = 0o711): Promise<void> {
  try {
    await mkdir(path, { recursive: true, mode });
  } catch (cause) {
    throw diskFault(`create the folder ${path}`, cause);
  }
}

/** A failed disk operation in one sentence that names the path and what to do. */
export function diskFault(what: string, cause: unknown): Error {
  switch (errnoOf(cause)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return fault(
        'system',
        `cannot ${what}: no space left on the disk; free some space and try again`,
        cause,
      );
    case 'EROFS':
      return fault(
        'system',
        `cannot ${what}: the file system is read-only; choose another place with --data-root`,
        cause,
      );
    case 'EACCES':
    case 'EPERM':
      return fault(
        'system',
        `cannot ${what}: permission denied; run the engine as root or choose another place`,
        cause,
      );
    default:
      return fault('system', `cannot ${what}: ${messageOf(cause)}`, cause);
  }
}
