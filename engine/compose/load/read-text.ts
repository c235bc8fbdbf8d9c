import { readFile } from 'node:fs/promises';
import { errnoOf } from '../../base/errors.ts';
import type { ReadText } from './run.ts';

/** Reads files of this machine. */
export const readTextOfFile: ReadText = async (path) => {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (errnoOf(error) === 'ENOENT' || errnoOf(error) === 'ENOTDIR') return undefined;
    throw error;
  }
};
