import { fork, type SendHandle } from 'node:child_process';
import { once } from 'node:events';
import { fault } from '../base/errors.ts';
import { programEnv } from './run.ts';

/** A script of ours in a Node process of its own, which lives on when we end. */
export interface Coprocess {
  readonly pid: number;
  /** Sends a value, with an open socket beside it when there is one; resolves when the channel took it. */
  send(value: object | string, handle?: SendHandle): Promise<void>;
  /** Calls back with every value that it sends. */
  onMessage(listener: (value: unknown) => void): void;
  /** Closes the channel; the process goes on. */
  disconnect(): void;
  /** Resolves when it has ended. */
  readonly exited: Promise<void>;
  kill(signal: NodeJS.Signals): void;
}

/**
 * Starts a script on the program that we run on ourselves. `stderr` is a descriptor that gets what it complains of. It leads
 * a session of its own. Throws `system` when it cannot be started.
 */
export async function startCoprocess(
  script: string,
  args: readonly string[],
  { stderr, nodeFlags = [] }: { readonly stderr: number; readonly nodeFlags?: readonly string[] },
): Promise<Coprocess> {
  const child = fork(script, [...args], {
    cwd: '/',
    env: programEnv('electron' in process.versions ? { ELECTRON_RUN_AS_NODE: '1' } : {}),
    execArgv: [...nodeFlags],
    detached: true,
    stdio: ['ignore', 'ignore', stderr, 'ipc'],
  });
  try {
    await once(child, 'spawn');
  } catch (cause) {
    throw fault('system', `cannot start ${script}`, cause);
  }
  child.on('error', () => undefined); // a send that comes too late
  child.unref();
  child.channel?.unref();
  return {
    pid: child.pid ?? 0,
    send: (value, handle) =>
      new Promise((resolve, reject) => {
        if (!child.connected) return reject(new Error(`${script} has ended`));
        child.send(value, handle, (error) => (error === null ? resolve() : reject(error)));
      }),
    onMessage: (listener) => void child.on('message', listener),
    disconnect: () => {
      if (child.connected) child.disconnect();
    },
    // Not `once` of node:events, which rejects when a send fails.
    exited: new Promise((resolve) => child.once('exit', () => resolve())),
    kill: (signal) => void child.kill(signal),
  };
}
