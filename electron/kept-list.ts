import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { errnoOf, messageOf } from './desktop-error.ts';
import { writeWhole } from './write-whole.ts';

/** A few things that the desktop keeps in one JSON file across starts, each under a name of its own. */
export interface KeptList<T> {
  list(): readonly T[];
  /** In place of what its name stood for before. Changes are made one after another. */
  put(value: T): Promise<void>;
  remove(name: string): Promise<void>;
}

interface KeptListOptions<T> {
  readonly path: string;
  readonly shape: z.ZodType<T>;
  readonly nameOf: (value: T) => string;
  /** What they are, for the warning: `logins`. */
  readonly nouns: string;
  /** What to do when they cannot be read: `log in again`. */
  readonly remedy: string;
}

/** Opens a list that only its owner reads. A file that cannot be used is told to `warn` and taken as empty. */
export async function openKeptList<T>(
  { path, shape, nameOf, nouns, remedy }: KeptListOptions<T>,
  warn: (sentence: string) => void,
): Promise<KeptList<T>> {
  let values: readonly T[] = [];
  try {
    values = z.array(shape).parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT')
      warn(`The ${nouns} in ${path} cannot be read (${messageOf(error)}); ${remedy}.`);
  }
  let last: Promise<unknown> = Promise.resolve();

  function change(name: string, replacement: readonly T[]): Promise<void> {
    const done = last.then(async () => {
      const changed = [...values.filter((value) => nameOf(value) !== name), ...replacement];
      await writeWhole(path, `${JSON.stringify(changed, null, 2)}\n`);
      values = changed;
    });
    last = done.catch(() => undefined);
    return done;
  }

  return {
    list: () => values,
    put: (value) => change(nameOf(value), [value]),
    remove: (name) => change(name, []),
  };
}
