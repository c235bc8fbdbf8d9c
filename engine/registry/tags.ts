import { z } from 'zod';
import { fault } from '../base/errors.ts';
import { urlAt } from './endpoint.ts';
import { smallBody } from './http/body.ts';
import type { Session } from './session.ts';

const TagPage = z.object({ tags: z.array(z.string()).nullish() });

const LARGEST_PAGE = 4 * 1024 * 1024;

/** Nobody has more; a registry whose pages never end has to be left at some point. */
const MOST_PAGES = 1000;

/** All tags of a repository, page by page (OCI distribution-spec, "Listing Tags"). Throws `unavailable` for nonsense. */
export async function listTags(session: Session, path: string, signal?: AbortSignal): Promise<string[]> {
  const tags: string[] = [];
  let url: URL | undefined = urlAt(session.endpoint, `${path}/tags/list`);
  for (let page = 0; url !== undefined && page < MOST_PAGES; page++) {
    const { response, request } = await session.ask({ method: 'GET', url, signal }, [200]);
    const options = { limit: LARGEST_PAGE, stallMs: session.timings.stallMs };
    tags.push(...readPage(await smallBody(response, request, options), path));
    url = nextPage(response.headers['link'], url);
  }
  return [...new Set(tags)];
}

function readPage(body: Buffer | undefined, path: string): readonly string[] {
  try {
    return TagPage.parse(JSON.parse(body?.toString('utf8') ?? '')).tags ?? [];
  } catch (cause) {
    throw fault('unavailable', `the registry's list of the tags of ${path} cannot be read`, cause);
  }
}

/** The address in `Link: <…>; rel="next"` (RFC 8288), when it is on the same host. */
function nextPage(header: string | string[] | undefined, url: URL): URL | undefined {
  const [, target = ''] = /<([^>]+)>\s*;[^,]*\brel="?next"?/.exec(String(header ?? '')) ?? [];
  if (target === '' || !URL.canParse(target, url.href)) return undefined;
  const next = new URL(target, url);
  return next.origin === url.origin ? next : undefined;
}
