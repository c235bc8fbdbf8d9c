import { availableParallelism } from 'node:os';
import type { MessagePort } from 'node:worker_threads';
import { errorOfValue, valueOfError } from '../base/error-value.ts';
import { Threads } from '../process/threads.ts';
import { type PackedLayer, reasonOf, type Unpack, type UnpackedLayer } from './unpack.ts';
import type { FromUnpacker, ToUnpacker, UnpackTask } from './unpack-talk.ts';

/** More would only wait for the disk. */
const MOST_THREADS = 4;

/** Milliseconds after which a thread goes that nobody needed. */
const IDLE_MS = 5000;

/**
 * Unpacks in threads that run `program`, which is `unpack.worker.ts` as a bundle. A thread that ends takes nothing with it
 * but the layers that it was at: these fail. `close` ends all of them.
 */
export function openUnpackThreads(program: URL): { readonly unpack: Unpack; close(): Promise<void> } {
  const most = Math.min(availableParallelism(), MOST_THREADS);
  const threads = new Threads<UnpackTask>({ program, most, idleMs: IDLE_MS });
  return {
    unpack: (layer) => {
      const { file, diffId, into, xattrs } = layer;
      return threads.run({ file, diffId, into, xattrs }, (port) => talk(port, layer));
    },
    close: () => threads.close(),
  };
}

function talk(port: MessagePort, { stack, onRead, signal }: PackedLayer): Promise<UnpackedLayer> {
  const say = (message: ToUnpacker) => port.postMessage(message);
  const stop = (why: unknown) => say({ kind: 'stop', why: valueOfError(why) });
  const giveUp = () => stop(reasonOf(signal));
  if (signal.aborted) giveUp();
  signal.addEventListener('abort', giveUp);
  return new Promise<UnpackedLayer>((resolve, reject) => {
    port.on('message', (said: FromUnpacker) => {
      switch (said.kind) {
        case 'read':
          onRead(said.bytes);
          return;
        case 'stack':
          stack().then((layers) => say({ kind: 'stack', stack: layers }), stop);
          return;
        case 'unpacked':
          resolve({ size: said.size, opaque: said.opaque, index: Buffer.from(said.index) });
          return;
        case 'failed':
          reject(errorOfValue(said.error));
      }
    });
  }).finally(() => signal.removeEventListener('abort', giveUp));
}
