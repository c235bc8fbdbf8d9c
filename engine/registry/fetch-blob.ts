import type { IncomingMessage } from 'node:http';
import { kindOf } from '../base/errors.ts';
import { urlAt } from './endpoint.ts';
import { bytesOf, discard } from './http/body.ts';
import type { HttpRequest } from './http/request.ts';
import { pauseBefore, type RetryOptions } from './http/retry.ts';
import type { RemoteBlob } from './repository.ts';
import type { Route } from './route.ts';

/** A connection that brought so many bytes was no failure, so that a large blob over a bad line gets through. */
const GOOD_PROGRESS = 1024 * 1024;

/** The bytes of a blob, over as many connections as it takes. See `Repository.blob`. */
export async function* fetchBlob(
  route: Route,
  path: string,
  { digest, size }: RemoteBlob,
  retry: RetryOptions,
): AsyncGenerator<Buffer> {
  let offset = 0;
  let failures = 0;
  let canResume = true;
  for (;;) {
    const began = offset;
    try {
      const { response, request, stallMs } = await open(
        route,
        `${path}/blobs/${digest}`,
        canResume ? offset : 0,
        retry.signal,
      );
      canResume &&= isAt(response, offset);
      if (response.statusCode === 206 && !isAt(response, offset)) {
        await discard(response);
        continue;
      }
      let skip = response.statusCode === 206 ? 0 : offset;
      for await (const chunk of bytesOf(response, request, stallMs)) {
        const fresh = chunk.subarray(Math.min(skip, chunk.length));
        skip -= chunk.length - fresh.length;
        offset += fresh.length;
        if (fresh.length > 0) yield fresh;
      }
      return;
    } catch (error) {
      // The last byte may come in the same breath as a reset.
      if (offset === size && kindOf(error) !== 'cancelled') return;
      failures = offset - began >= GOOD_PROGRESS ? 1 : failures + 1;
      await pauseBefore(failures + 1, error, retry);
    }
  }
}

function open(route: Route, path: string, offset: number, signal: AbortSignal | undefined) {
  return route.through(async (session) => {
    const request: HttpRequest = {
      method: 'GET',
      url: urlAt(session.endpoint, path),
      // What is packed is to come as it is: a server that packs it once more would change its size.
      headers: { 'Accept-Encoding': 'identity', ...(offset > 0 ? { Range: `bytes=${offset}-` } : {}) },
      signal,
    };
    return {
      ...(await session.once(request, offset > 0 ? [200, 206] : [200])),
      stallMs: session.timings.stallMs,
    };
  }, signal);
}

/** True unless a partial answer begins somewhere else than asked (RFC 9110, section 14.4). */
function isAt(response: IncomingMessage, offset: number): boolean {
  if (response.statusCode !== 206) return true;
  const [, start] = /^bytes (\d+)-/.exec(response.headers['content-range'] ?? '') ?? [];
  return Number(start) === offset;
}
