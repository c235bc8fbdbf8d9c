import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import type { Query } from './input/query.ts';
import type { ApiVersion } from './input/version-path.ts';

/** A request as a route sees it, in whatever form it came. */
export interface ApiRequest {
  /** The version in the path, or the newest. */
  readonly version: ApiVersion;
  /** A part of the path, decoded; `name` is one of the route's own. */
  readonly param: (name: string) => string;
  readonly query: Query;
  readonly headers: IncomingHttpHeaders;
  /** The body's bytes, not read yet. */
  readonly body: Readable;
  /** Aborts when the client goes away or the engine stops. */
  readonly signal: AbortSignal;
}
