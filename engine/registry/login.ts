import { STATUS_CODES } from 'node:http';
import { fault, isKind } from '../base/errors.ts';
import type { Credentials } from './auth/credentials.ts';
import { urlAt } from './endpoint.ts';
import { discard } from './http/body.ts';
import { redactedUrl } from './http/redact.ts';
import type { Registries } from './registries.ts';
import { RegistryError } from './registry-error.ts';
import type { Session } from './session.ts';

/**
 * Asks a registry whether it takes these credentials. Answers the identity token that its token server gives in exchange,
 * '' where there is none. Throws `unauthorized` when it does not take them, `unavailable` when it cannot be asked.
 */
export async function login(
  registries: Registries,
  server: string,
  credentials: Credentials,
  signal?: AbortSignal,
): Promise<string> {
  const access = { credentials, ...(signal === undefined ? {} : { signal }) };
  return registries.atRegistry(registryOf(server), access, (session) => check(session, signal));
}

/** The registry that a client's `serveraddress` means: an address with scheme and path, or only the host. Throws `invalid`. */
function registryOf(server: string): string {
  const host = server.replace(/^https?:\/\//i, '').replace(/\/.*$/, '');
  if (host !== '' && !URL.canParse(`https://${host}/`))
    throw fault('invalid', `invalid registry address "${server}": it is no HOST or HOST:PORT`);
  return ['', 'index.docker.io', 'registry-1.docker.io'].includes(host) ? 'docker.io' : host;
}

async function check(session: Session, signal: AbortSignal | undefined): Promise<string> {
  const url = urlAt(session.endpoint, '');
  try {
    const { response } = await session.ask({ method: 'GET', url, signal }, [200]);
    await discard(response);
    return (await session.identityToken(signal)) ?? '';
  } catch (error) {
    // What the token server says of a password is clearer than a status.
    if (!(error instanceof RegistryError) || !isKind(error, 'unauthorized') || error.url !== url.href)
      throw error;
    const status = `${error.status} ${STATUS_CODES[error.status] ?? ''}`;
    throw fault('unauthorized', `login attempt to ${redactedUrl(url)} failed with status: ${status}`, error);
  }
}
