import { expect, it } from 'vitest';
import { login } from './login.ts';
import type { Registries } from './registries.ts';

const nobody = {} as Registries;

it.each(['2026-11-22T00:00:00Z', 'https://a b/v2/', 'host:99999'])(
  'login at %s, which is no address, is refused before anybody is asked',
  async (server) => {
    await expect(
      login(nobody, server, {
        kind: 'password',
        username: 'ann',
        password: 'secret',
      }),
    ).rejects.toMatchObject({
      kind: 'invalid',
      message: `invalid registry address "${server}": it is no HOST or HOST:PORT`,
    });
  },
);
