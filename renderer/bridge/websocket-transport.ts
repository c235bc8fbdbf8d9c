import type { Connect } from './transport.ts';

export const connectWebSocket: Connect = (events) => {
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  const socket = new WebSocket(`${scheme}://${location.host}/desktop/stream`);
  socket.binaryType = 'arraybuffer';
  socket.onopen = () => events.onOpen();
  socket.onclose = () => events.onClose();
  socket.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) => {
    if (typeof data === 'string') events.onText(data);
    else events.onBytes(new Uint8Array(data));
  };
  return {
    send: (message) => socket.send(message),
    close: () => socket.close(),
  };
};
