import { z } from 'zod';
import { fault, messageOf } from '../../base/errors.ts';
import { ProgramError, programEnv, run } from '../../process/run.ts';
import type { Credentials } from './credentials.ts';

const Answer = z.object({ Username: z.string(), Secret: z.string() });

/** The user name by which a helper says that its secret is an identity token. */
const TOKEN_USER = '<token>';

/** Helpers say this on standard output (docker-credential-helpers, credentials/error.go). */
const NOT_FOUND = 'credentials not found in native keychain';

/**
 * Asks `docker-credential-NAME` for what it has about a server; undefined when it has nothing. Throws `invalid` for a name
 * that would lead elsewhere, `unavailable` when the helper fails.
 */
export async function askHelper(name: string, server: string): Promise<Credentials | undefined> {
  if (!/^[\w.-]+$/.test(name)) throw fault('invalid', `"${name}" is no name of a credential helper`);
  const program = `docker-credential-${name}`;
  try {
    const { stdout } = await run(program, ['get'], { input: server, timeoutMs: 30_000, env: helperEnv() });
    const { Username, Secret } = Answer.parse(JSON.parse(stdout));
    if (Username === TOKEN_USER) return { kind: 'identity-token', username: '', token: Secret };
    return { kind: 'password', username: Username, password: Secret };
  } catch (error) {
    const said = error instanceof ProgramError ? error.stdout.trim() : '';
    if (said === NOT_FOUND) return undefined;
    throw fault(
      'unavailable',
      `${program} gives no credentials for ${server}: ${said || messageOf(error)}`,
      error,
    );
  }
}

/** Helpers reach key rings and cloud accounts by whatever stands in the environment. */
function helperEnv(): Record<string, string> {
  const own = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return programEnv(Object.fromEntries(own));
}
