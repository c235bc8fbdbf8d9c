import type { Writable } from 'node:stream';
import { fault } from '../../base/errors.ts';

/** Writes and waits until the other side has taken enough to write more. Throws `cancelled` when it is gone. */
export async function write(sink: Writable, bytes: Uint8Array): Promise<void> {
  if (sink.destroyed || sink.writableEnded) throw fault('cancelled', 'the client went away');
  if (sink.write(bytes)) return;
  await new Promise<void>((resolve) => {
    const done = () => {
      sink.off('drain', done);
      sink.off('close', done);
      resolve();
    };
    sink.once('drain', done);
    sink.once('close', done);
  });
}
