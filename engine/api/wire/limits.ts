/**
 * What one client may ask of the engine's memory. Streams have no limit of their own: each pulls only as fast as its client
 * reads (`write.ts`), so a slow one costs its connection and a buffer or two.
 */

/** Connections at a time, streams and idle ones included: more are refused with 503. */
export const MOST_CONNECTIONS = 2048;

/** Requests of one connection that are under way at a time (pipelining): the next ones wait unread in the kernel. */
export const MOST_UNDER_WAY = 64;

/** Bytes of a request's line and headers, as Go's HTTP server allows. */
export const LARGEST_HEAD = 1024 * 1024;

/** Bytes of a JSON body, and of the body before a hijack: more JSON than any request needs. Tars are streamed and have no limit. */
export const LARGEST_BODY = 16 * 1024 * 1024;

/** Bytes of one WebSocket message that a client types. */
export const LARGEST_MESSAGE = 16 * 1024 * 1024;
