import type { PageBridge } from './host-types.ts';
import { connectPort } from './port-transport.ts';
import type { EngineStream, OpenOptions } from './stream.ts';
import { StreamChannel } from './stream-channel.ts';
import { connectWebSocket } from './websocket-transport.ts';

declare global {
  interface Window {
    readonly gantry?: PageBridge;
  }
}

let channel: StreamChannel | undefined;

/** The window's channel: a MessagePort where Electron's preload offers one, else a WebSocket. */
function streamChannel(): StreamChannel {
  channel ??= new StreamChannel(window.gantry === undefined ? connectWebSocket : connectPort(window.gantry));
  return channel;
}

export function openStream(options: OpenOptions): EngineStream {
  return streamChannel().open(options);
}
