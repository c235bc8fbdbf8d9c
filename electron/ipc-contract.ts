/**
 * Every message between a preload script and the main process. There is one, and no answer comes back: a page reaches
 * everything else over `fetch` and its stream channel, which both shells have.
 */

/** The preload transfers one end of a MessageChannel; the main process serves the page's streams on it. */
export const STREAM_PORT = 'gantry:stream-port';
