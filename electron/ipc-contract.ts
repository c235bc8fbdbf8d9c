/**
 * The channels between a preload script and the main process. There is one, and no answer comes back: a page reaches
 * everything else over `fetch` and its stream channel, which both shells have. Both sides name a channel by this type,
 * so a name that only one of them knows does not compile.
 *
 * `gantry:stream-port`: the preload transfers one end of a MessageChannel; the main process serves the page's streams
 * on it.
 */
export type IpcChannel = 'gantry:stream-port';
