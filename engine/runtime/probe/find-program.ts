import { stat } from 'node:fs/promises';
import { programPath } from '../../process/program-path.ts';

/** A program on this machine; `stamp` changes when it is replaced. */
export interface Program {
  readonly path: string;
  readonly stamp: string;
}

/** Finds a program by name; undefined when it is not installed. */
export async function findProgram(name: string): Promise<Program | undefined> {
  const path = await programPath(name);
  if (path === undefined) return undefined;
  const { size, mtimeMs, ino } = await stat(path);
  return { path, stamp: `${path} ${ino} ${size} ${mtimeMs}` };
}
