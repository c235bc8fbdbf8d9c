import type { IncomingMessage } from 'node:http';
import { fault } from '../../base/errors.ts';
import { discard } from './body.ts';
import { redactedUrl } from './redact.ts';
import type { HttpRequest, Send } from './request.ts';

/** As many as Go's client follows. */
const MOST = 10;

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

export interface Followed {
  readonly response: IncomingMessage;
  /** The request that was answered in the end. */
  readonly request: HttpRequest;
}

/**
 * Performs a GET or HEAD and follows redirects. Credentials go to the origin that they were meant for and to no other.
 * Throws `unavailable` for a loop, `invalid` for an address that is none.
 */
export async function follow(send: Send, request: HttpRequest): Promise<Followed> {
  let at = request;
  for (let hop = 0; hop <= MOST; hop++) {
    const response = await send(at);
    const { location } = response.headers;
    if (!REDIRECTS.has(response.statusCode ?? 0) || location === undefined) return { response, request: at };
    await discard(response);
    at = redirected(at, location);
  }
  throw fault(
    'unavailable',
    `"${redactedUrl(request.url)}" redirects in a circle: stopped after ${MOST} redirects`,
  );
}

function redirected(request: HttpRequest, location: string): HttpRequest {
  const url = URL.canParse(location, request.url.href) ? new URL(location, request.url) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw fault('invalid', `"${redactedUrl(request.url)}" redirects to an address that is none`);
  }
  if (url.origin === request.url.origin) return { ...request, url };
  const { Authorization: _, ...headers } = request.headers ?? {};
  return { ...request, url, headers };
}
