import { join } from 'node:path';
import { z } from 'zod';
import { type KeptList, openKeptList } from './kept-list.ts';

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

/** Opens the logins of a config folder, kept in its `registries.json` under their servers. */
export function openRegistries(folder: string, warn: (sentence: string) => void): Promise<KeptList<Login>> {
  return openKeptList<Login>(
    {
      path: join(folder, 'registries.json'),
      shape: loginShape,
      nameOf: ({ server }) => server,
      nouns: 'logins',
      remedy: 'log in again',
    },
    warn,
  );
}
