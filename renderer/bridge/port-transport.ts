import type { PageBridge, StreamPortMessage } from './host-types.ts';
import type { Connect } from './transport.ts';

const PORT_MESSAGE: StreamPortMessage['type'] = 'gantry:stream-port';

/** The channel in Electron: the preload script asks for a MessagePort, which arrives as a message of this window. */
export function connectPort(bridge: PageBridge): Connect {
  return (events) => {
    let port: MessagePort | undefined;
    let closed = false;
    const close = () => {
      if (closed) return;
      closed = true;
      window.removeEventListener('message', take);
      port?.close();
      events.onClose();
    };
    const take = ({ source, data, ports }: MessageEvent<unknown>) => {
      const given = ports[0];
      if (source !== window || !isPortMessage(data) || given === undefined) return;
      window.removeEventListener('message', take);
      port = given;
      port.onmessage = (message: MessageEvent<string | Uint8Array | ArrayBuffer>) => {
        if (typeof message.data === 'string') events.onText(message.data);
        else events.onBytes(new Uint8Array(message.data));
      };
      port.addEventListener('close', close);
      port.start();
      events.onOpen();
    };
    window.addEventListener('message', take);
    bridge.openStreamPort();
    return { send: (message) => port?.postMessage(message), close };
  };
}

function isPortMessage(data: unknown): data is StreamPortMessage {
  return typeof data === 'object' && data !== null && 'type' in data && data.type === PORT_MESSAGE;
}
