import type { MessageTransport } from '../desktop-api/stream-channel.ts';

/** What this needs of Electron's `MessagePortMain`. */
export interface PortLike {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  start(): void;
  close(): void;
}

/**
 * A stream channel over a MessagePort. A port says nothing about how much it holds, so only the streams' credit bounds
 * that. The port closes with the page, on a reload too.
 */
export function messagePortTransport(port: PortLike): MessageTransport {
  return {
    send: (message) => port.postMessage(message),
    onMessage(listener) {
      port.on('message', ({ data }) => listener(messageIn(data)));
      port.start();
    },
    onClose: (listener) => {
      port.on('close', listener);
    },
    close: () => port.close(),
  };
}

/** What is neither text nor bytes becomes an empty text, which no channel understands: it closes. */
function messageIn(data: unknown): string | Uint8Array {
  if (typeof data === 'string' || data instanceof Uint8Array) return data;
  return data instanceof ArrayBuffer ? new Uint8Array(data) : '';
}
