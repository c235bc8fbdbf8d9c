import { fault, isKind, messageOf } from '../base/errors.ts';
import { familiarName, familiarReference, type Reference } from '../base/reference.ts';
import { RegistryError } from './registry-error.ts';

/**
 * What a failed pull is told to a person, who thinks in names (moby, distribution/errors.go). Other errors stay, but for
 * missing credentials: see `notAsked`.
 */
export function pullError(error: unknown, reference: Reference): unknown {
  if (!(error instanceof RegistryError)) return notAsked(error);
  const [first] = error.entries;
  const said =
    first === undefined
      ? error.message
      : `${first.code.toLowerCase().replaceAll('_', ' ')}: ${first.message}`;
  const notFound = (what: string) => fault('not-found', `${what}: ${said}`, error);
  if (first?.code === 'DENIED') {
    return notFound(
      `pull access denied for ${familiarName(reference)}, repository does not exist or may require 'docker login'`,
    );
  }
  if (first?.code === 'NAME_UNKNOWN') return notFound(`repository ${familiarName(reference)} not found`);
  if (first?.code === 'MANIFEST_UNKNOWN')
    return notFound(`manifest for ${familiarReference(reference)} not found`);
  // A registry that says no more than 404 means the same.
  return error.status === 404 && first === undefined
    ? fault(
        'not-found',
        `manifest for ${familiarReference(reference)} not found: manifest unknown: ${said}`,
        error,
      )
    : notAsked(error);
}

/**
 * A registry's 401 as a refusal (403): to a 401 of the engine itself the docker CLI answers by asking for a password, also
 * where nobody sits in front of it. dockerd answers 500 here.
 */
export function notAsked(error: unknown): unknown {
  return isKind(error, 'unauthorized') ? fault('forbidden', messageOf(error), error) : error;
}
