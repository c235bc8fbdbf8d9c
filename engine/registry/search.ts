import { z } from 'zod';
import { fault } from '../base/errors.ts';
import type { Credentials } from './auth/credentials.ts';
import { smallBody } from './http/body.ts';
import type { HttpRequest } from './http/request.ts';
import { notAsked } from './pull-error.ts';
import type { Registries } from './registries.ts';
import type { Session } from './session.ts';

/** One image that a search found; the names are Docker's. */
const Found = z.object({
  name: z.string(),
  description: z
    .string()
    .nullish()
    .transform((text) => text ?? ''),
  star_count: z.number().default(0),
  is_official: z.boolean().default(false),
  is_automated: z.boolean().default(false),
});
export type SearchResult = z.infer<typeof Found>;

const Results = z.object({ results: z.array(Found).nullish() });

const LARGEST = 4 * 1024 * 1024;

/** Docker Hub's search is not at its registry. */
const HUB_SEARCH = 'https://index.docker.io/v1/';

/**
 * Searches Docker Hub, or the registry that a term such as `host:5000/word` begins with. There is no search in the
 * distribution-spec; this is the old `/v1/search`, which most registries lack. Throws `not-found` for those.
 */
export async function search(
  registries: Registries,
  query: { readonly term: string; readonly limit: number },
  credentials: Credentials | undefined,
  signal?: AbortSignal,
): Promise<readonly SearchResult[]> {
  const { domain, term } = splitTerm(query.term);
  const access = { credentials, ...(signal === undefined ? {} : { signal }) };
  try {
    return await registries.atRegistry(domain, access, (session) =>
      ask(session, { domain, term, limit: query.limit }, signal),
    );
  } catch (error) {
    throw notAsked(error);
  }
}

async function ask(
  session: Session,
  { domain, term, limit }: { readonly domain: string; readonly term: string; readonly limit: number },
  signal: AbortSignal | undefined,
): Promise<readonly SearchResult[]> {
  const url = new URL('search', domain === 'docker.io' ? HUB_SEARCH : `${session.endpoint.base}/v1/`);
  url.searchParams.set('q', term);
  url.searchParams.set('n', String(limit));
  const request: HttpRequest = { method: 'GET', url, signal };
  const { response } = await session.ask(request, [200, 404]);
  const body = await smallBody(response, request, { limit: LARGEST, stallMs: session.timings.stallMs });
  if (response.statusCode === 404) {
    throw fault('not-found', `Unexpected status code 404: the registry ${domain} cannot be searched`);
  }
  try {
    return Results.parse(JSON.parse(body?.toString('utf8') ?? '')).results ?? [];
  } catch (cause) {
    throw fault('unavailable', `what ${domain} answers to a search cannot be read`, cause);
  }
}

/** What stands before the first slash is a registry only when it looks like a host. */
function splitTerm(term: string): { readonly domain: string; readonly term: string } {
  const [first = '', ...rest] = term.split('/');
  const isHost = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost');
  if (!isHost || first === 'docker.io' || first === 'index.docker.io') {
    return { domain: 'docker.io', term: isHost ? rest.join('/') : term };
  }
  return { domain: first, term: rest.join('/') };
}
