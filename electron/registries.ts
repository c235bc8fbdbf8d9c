import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { errnoOf, messageOf } from './desktop-error.ts';
import { writeWhole } from './write-whole.ts';

/** What logs in to one registry: a password, or the token that the registry gave for it. */
export interface Login {
  readonly server: string;
  readonly username: string;
  readonly password: string;
  /** '' when the registry gives none. */
  readonly identityToken: string;
}

const loginShape = z.object({
  server: z.string().min(1),
  username: z.string(),
  password: z.string(),
  identityToken: z.string().default(''),
});

/** Logins, kept in `registries.json` of the config folder, which only its owner reads. */
export interface RegistryStore {
  list(): readonly Login[];
  /** In place of what the server had before. Changes are made one after another. */
  put(login: Login): Promise<void>;
  remove(server: string): Promise<void>;
}

/** Opens the logins of a config folder. What is in the file and cannot be used is told to `warn` and left out. */
export async function openRegistries(
  folder: string,
  warn: (sentence: string) => void,
): Promise<RegistryStore> {
  const path = join(folder, 'registries.json');
  let logins = await readLogins(path, warn);
  let last: Promise<unknown> = Promise.resolve();

  function change(server: string, replacement: readonly Login[]): Promise<void> {
    const done = last.then(async () => {
      const changed = [...logins.filter((login) => login.server !== server), ...replacement];
      await writeWhole(path, `${JSON.stringify(changed, null, 2)}\n`);
      logins = changed;
    });
    last = done.catch(() => undefined);
    return done;
  }

  return {
    list: () => logins,
    put: (login) => change(login.server, [login]),
    remove: (server) => change(server, []),
  };
}

async function readLogins(path: string, warn: (sentence: string) => void): Promise<readonly Login[]> {
  try {
    return z.array(loginShape).parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT')
      warn(`The logins in ${path} cannot be read (${messageOf(error)}); log in again.`);
    return [];
  }
}
