import { Writable } from 'node:stream';
import type { AttachOptions } from '../api/backends/containers.ts';
import { OVER } from '../base/abort.ts';
import { fault } from '../base/errors.ts';
import type { Attachment, OutputChunk } from '../base/stdio.ts';
import { attachStdin, type StdinConnection } from '../runtime/shim/attach-stdin.ts';
import { LogParser } from '../runtime/shim/log-parser.ts';
import { bundleOf, type Deps } from './deps.ts';
import { readGrowing } from './logs/follow.ts';
import { BEGINNING, endOfLog, type LogPosition } from './logs/log-files.ts';
import { logPath } from './logs/log-path.ts';
import { endOfRun } from './run-end.ts';
import { isLive } from './state.ts';
import type { ContainerStore } from './store.ts';

/**
 * Connects a client to a container's first process: its present run, or the next one when it does not run yet (`docker
 * run` attaches before it starts). Output is read from the shim's log from this moment on: nothing is lost between the
 * attach and the start, and a slow client neither blocks the container nor grows the engine. Standard input goes
 * through the shim's socket once the run has begun.
 */
export async function attachContainer(
  deps: Deps,
  id: string,
  options: AttachOptions,
  signal: AbortSignal,
): Promise<Attachment> {
  const { record, stored } = deps.store.get(id);
  if (stored.state.status === 'paused') {
    throw fault('conflict', `container ${record.name} is paused, unpause the container before attach`);
  }
  if (stored.state.status === 'restarting') {
    throw fault('conflict', `container ${record.name} is restarting, wait until the container is running`);
  }
  const detached = new AbortController();
  const stop = AbortSignal.any([signal, detached.signal]);
  const from = options.logs ? BEGINNING : await endOfLog(logPath(deps.store, id));
  const end = options.stream ? endOfRun(deps.store, id) : undefined;
  stop.addEventListener('abort', () => end?.dispose(), { once: true });
  const takesInput = options.stdin && options.stream && record.config.OpenStdin === true;
  return {
    tty: record.config.Tty === true,
    output: output(logPath(deps.store, id), from, end, options, stop),
    stdin: takesInput ? stdinOf(deps, id, stop) : null,
    detach: () => detached.abort(OVER),
  };
}

async function* output(
  path: string,
  from: LogPosition,
  end: ReturnType<typeof endOfRun> | undefined,
  wanted: Pick<AttachOptions, 'stdout' | 'stderr'>,
  signal: AbortSignal,
): AsyncGenerator<OutputChunk> {
  const parser = new LogParser();
  try {
    for await (const chunk of readGrowing(path, from, { follow: end, signal })) {
      for (const { stream, data } of parser.push(chunk)) {
        if (wanted[stream]) yield { stream, data };
      }
    }
  } finally {
    end?.dispose();
  }
}

/** Input that waits for the run, then flows with back-pressure. Ending it ends the container's input, when that is its own. */
function stdinOf(deps: Deps, id: string, signal: AbortSignal): Writable {
  let connection: Promise<StdinConnection> | undefined;
  const connect = () =>
    (connection ??= whenRunning(deps.store, id, signal).then(() => attachStdin(bundleOf(deps, id))));
  const settle = async (work: Promise<unknown>, done: (error?: Error | null) => void) => {
    let failure: Error | null = null;
    try {
      await work;
    } catch (error) {
      failure = error instanceof Error ? error : new Error(String(error));
    }
    done(failure);
  };
  const stdin = new Writable({
    write: (chunk: Buffer, _encoding, done) =>
      void settle(
        connect().then((to) => to.write(chunk)),
        done,
      ),
    final: (done) =>
      void settle(
        connect().then((to) => to.end()),
        done,
      ),
    destroy: (error, done) => {
      void connection?.then((to) => to.close()).catch(() => undefined);
      done(error);
    },
  });
  stdin.on('error', () => undefined); // the process may end before its input does
  signal.addEventListener('abort', () => stdin.destroy(), { once: true });
  endOfRunThen(deps, id, signal, () => stdin.destroy());
  return stdin;
}

function endOfRunThen(deps: Deps, id: string, signal: AbortSignal, action: () => void): void {
  const end = endOfRun(deps.store, id);
  end.onEnd(action);
  signal.addEventListener('abort', () => end.dispose(), { once: true });
}

function whenRunning(store: ContainerStore, id: string, signal: AbortSignal): Promise<void> {
  if (isLive(store.get(id).stored.state)) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const stop = store.onState((changed, _before, after) => {
      if (changed !== id || (after !== undefined && !isLive(after))) return;
      done();
      if (after === undefined) reject(fault('not-found', `container ${id} was removed`));
      else resolve();
    });
    const abort = () => {
      done();
      reject(fault('cancelled', 'the client went away'));
    };
    const done = () => {
      stop();
      signal.removeEventListener('abort', abort);
    };
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
  });
}
