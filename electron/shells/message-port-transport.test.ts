import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { expect, it, onTestFinished, vi } from 'vitest';
import { eventually } from '../testing/eventually.ts';
import { messagePortTransport, type PortLike } from './message-port-transport.ts';

/** Electron's port wraps messages in an event, Node's does not; both clone what they carry. */
function electronPort(port: MessagePort): PortLike {
  return {
    postMessage: (message) => port.postMessage(message),
    on(event: 'message' | 'close', listener: (event: { readonly data: unknown }) => void) {
      port.on(event, (data?: unknown) => listener({ data }));
    },
    start: () => port.start(),
    close: () => port.close(),
  };
}

function channel() {
  const { port1: page, port2 } = new MessageChannel();
  onTestFinished(() => page.close());
  const transport = messagePortTransport(electronPort(port2));
  const heard: (string | Uint8Array)[] = [];
  transport.onMessage((message) => heard.push(message));
  return { page, transport, heard };
}

it('carries text and bytes both ways as what they are', async () => {
  const { page, transport, heard } = channel();
  const told: unknown[] = [];
  page.on('message', (message) => told.push(message));
  page.postMessage('text');
  page.postMessage(new Uint8Array([1, 2]));
  page.postMessage(new Uint8Array([3]).buffer);
  await eventually(() => expect(heard).toEqual(['text', new Uint8Array([1, 2]), new Uint8Array([3])]));
  void transport.send('answer');
  void transport.send(new Uint8Array([4]));
  await eventually(() => expect(told).toEqual(['answer', new Uint8Array([4])]));
});

it('turns anything else into a text that no channel understands', async () => {
  const { page, heard } = channel();
  page.postMessage({ type: 'open' });
  page.postMessage(undefined);
  await eventually(() => expect(heard).toEqual(['', '']));
});

it('tells when the page is gone', async () => {
  const { page, transport } = channel();
  const closed = vi.fn<() => void>();
  transport.onClose(closed);
  page.close();
  await eventually(() => expect(closed).toHaveBeenCalledOnce());
});
