import { readFile } from 'node:fs/promises';
import { errnoOf } from '../../base/errors.ts';

/** A file's text, or nothing when it is not there (a controller or kernel without it). */
export async function readOptional(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const code = errnoOf(error);
    if (code === 'ENOENT' || code === 'ENODEV' || code === 'EOPNOTSUPP') return '';
    throw error;
  }
}
