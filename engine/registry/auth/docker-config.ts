import { join } from 'node:path';
import { z } from 'zod';
import { fault } from '../../base/errors.ts';
import { readJson } from '../../disk/atomic-write.ts';
import { askHelper } from './credential-helper.ts';
import { anonymous, type Credentials, credentialsOf } from './credentials.ts';

const Fields = z.object({
  username: z.string().optional(),
  password: z.string().optional(),
  auth: z.string().optional(),
  identitytoken: z.string().optional(),
  registrytoken: z.string().optional(),
});

const ConfigFile = z.object({
  auths: z.record(z.string(), Fields).nullish(),
  credsStore: z.string().nullish(),
  credHelpers: z.record(z.string(), z.string()).nullish(),
});

/** What `docker login` calls Docker Hub. */
export const HUB_SERVER = 'https://index.docker.io/v1/';

/** Where the user that runs the engine has Docker's client settings. */
export function dockerConfigPath(env: Readonly<Record<string, string | undefined>>): string {
  return join(env['DOCKER_CONFIG'] ?? join(env['HOME'] ?? '/', '.docker'), 'config.json');
}

/**
 * The credentials for a registry (`docker.io`, `host:port`) in a `config.json`: its own helper, else the store for all, else
 * the file itself, as the docker CLI looks. No file and no entry are `anonymous`. Throws `invalid` for a broken file,
 * `unavailable` when a helper fails.
 */
export async function storedCredentials(file: string, host: string): Promise<Credentials> {
  const parsed = ConfigFile.safeParse((await readJson(file)) ?? {});
  if (!parsed.success) throw fault('invalid', `${file} is broken: ${z.prettifyError(parsed.error)}`);
  const { auths, credsStore, credHelpers } = parsed.data;
  const server = host === 'docker.io' ? HUB_SERVER : host;
  const helper = credHelpers?.[server] ?? credHelpers?.[host] ?? credsStore;
  if (helper) {
    const answer = await askHelper(helper, server);
    if (answer !== undefined) return answer;
  }
  const entry = Object.entries(auths ?? {}).find(
    ([name]) => name === server || hostIn(name) === hostIn(server),
  );
  return entry === undefined ? anonymous : credentialsOf(entry[1]);
}

/** Old files have whole addresses as names. */
function hostIn(server: string): string {
  return server.replace(/^https?:\/\//, '').replace(/\/.*$/, '');
}
