import { parentPort } from 'node:worker_threads';
import { errorOfValue, valueOfError } from '../base/error-value.ts';
import type { Errand } from '../process/threads.ts';
import type { LayerFolder } from './merged-view.ts';
import { unpackLayer } from './unpack.ts';
import type { FromUnpacker, ToUnpacker, UnpackTask } from './unpack-talk.ts';

/** The program of the threads that unpack layers; see `unpack-threads.ts`. */
parentPort?.on('message', ({ task, port }: Errand<UnpackTask>) => void serve(task, port));

async function serve(task: UnpackTask, port: Errand<UnpackTask>['port']): Promise<void> {
  const say = (message: FromUnpacker, moved: readonly ArrayBuffer[] = []) => port.postMessage(message, moved);
  const stop = new AbortController();
  let giveStack: (stack: readonly LayerFolder[]) => void = () => undefined;
  const stack = new Promise<readonly LayerFolder[]>((resolve, reject) => {
    giveStack = resolve;
    stop.signal.addEventListener('abort', () => reject(stop.signal.reason as Error));
  });
  stack.catch(() => undefined); // whoever asks for it sees it
  port.on('message', (message: ToUnpacker) => {
    if (message.kind === 'stack') giveStack(message.stack);
    else stop.abort(errorOfValue(message.why));
  });
  try {
    const { size, opaque, index } = await unpackLayer({
      ...task,
      stack: () => {
        say({ kind: 'stack' });
        return stack;
      },
      onRead: (bytes) => say({ kind: 'read', bytes }),
      signal: stop.signal,
    });
    say({ kind: 'unpacked', size, opaque, index: index.buffer }, [index.buffer]);
  } catch (error) {
    say({ kind: 'failed', error: valueOfError(error) });
  }
}
