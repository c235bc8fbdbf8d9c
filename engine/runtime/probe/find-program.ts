import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** Where system programs lie even when PATH does not say so (a desktop session's has no sbin). */
const USUAL = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];

/** A program on this machine; `stamp` changes when it is replaced. */
export interface Program {
  readonly path: string;
  readonly stamp: string;
}

/** Finds a program by name in PATH and the usual folders; undefined when it is not installed. */
export async function findProgram(name: string): Promise<Program | undefined> {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder.startsWith('/'));
  for (const folder of [...folders, ...USUAL]) {
    const path = join(folder, name);
    try {
      await access(path, constants.X_OK);
      const { size, mtimeMs, ino } = await stat(path);
      return { path, stamp: `${path} ${ino} ${size} ${mtimeMs}` };
    } catch {
      // Not there, or not ours to run: the next folder.
    }
  }
  return undefined;
}
