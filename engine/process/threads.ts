import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';
import { fault, messageOf } from '../base/errors.ts';

/** What a thread is sent for each piece of work. */
export interface Errand<Task> {
  readonly task: Task;
  /** To talk with whoever wants it done. It closes when nobody does any more. */
  readonly port: MessagePort;
}

interface Thread {
  readonly worker: Worker;
  /** Rejects when the thread has ended. */
  readonly lost: Promise<never>;
  busy: number;
  idle: NodeJS.Timeout | undefined;
}

/** Threads that run one program, which serves errands. They are started as work comes, and ended when it stays away. */
export class Threads<Task> {
  readonly #program: URL;
  readonly #most: number;
  readonly #idleMs: number;
  readonly #threads = new Set<Thread>();

  constructor(options: { readonly program: URL; readonly most: number; readonly idleMs: number }) {
    this.#program = options.program;
    this.#most = options.most;
    this.#idleMs = options.idleMs;
  }

  /**
   * Sends `task` to the thread that has the least to do, and answers what `talk` answers, which talks with it. Throws `system`
   * when the thread ends before.
   */
  async run<T>(task: Task, talk: (port: MessagePort) => Promise<T>): Promise<T> {
    const thread = this.#leastBusy();
    const { port1: ours, port2: port } = new MessageChannel();
    thread.busy += 1;
    clearTimeout(thread.idle);
    try {
      thread.worker.postMessage({ task, port } satisfies Errand<Task>, [port]);
      return await Promise.race([talk(ours), thread.lost]);
    } finally {
      ours.close();
      thread.busy -= 1;
      if (thread.busy === 0) this.#endWhenIdle(thread);
    }
  }

  /** Ends all threads; what goes on in them fails. */
  async close(): Promise<void> {
    await Promise.all([...this.#threads].map((thread) => this.#end(thread)));
  }

  #leastBusy(): Thread {
    const [least] = [...this.#threads].sort((a, b) => a.busy - b.busy);
    const mayStart = this.#threads.size < this.#most;
    return least === undefined || (least.busy > 0 && mayStart) ? this.#start() : least;
  }

  #start(): Thread {
    const worker = new Worker(this.#program);
    worker.unref();
    const lost = new Promise<never>((_, reject) => {
      const lose = (why: string) => {
        this.#threads.delete(thread);
        reject(fault('system', `a thread of the engine has ended: ${why}`));
      };
      worker.once('error', (error) => lose(messageOf(error)));
      worker.once('exit', (code) => lose(`exit code ${code}`));
    });
    lost.catch(() => undefined);
    const thread: Thread = { worker, lost, busy: 0, idle: undefined };
    this.#threads.add(thread);
    return thread;
  }

  #endWhenIdle(thread: Thread): void {
    thread.idle = setTimeout(() => void this.#end(thread), this.#idleMs).unref();
  }

  async #end(thread: Thread): Promise<void> {
    this.#threads.delete(thread);
    clearTimeout(thread.idle);
    await thread.worker.terminate();
  }
}
