import { backoff, sleep } from '../../bridge/backoff.ts';
import { EngineError, sentence } from '../../bridge/engine-error.ts';
import { openStream } from '../../bridge/open-stream.ts';
import { withQuery } from '../../bridge/request.ts';
import { type LogBuffer, MAX_LINES } from './log-buffer.ts';
import type { RawLine } from './log-line.ts';
import { LogReader } from './log-reader.ts';
import { LogResume, unixSeconds } from './log-resume.ts';

export type LogState =
  | { readonly kind: 'connecting' | 'following' | 'ended' | 'broken' }
  | { readonly kind: 'failed'; readonly reason: string };

/** Where a session puts its lines, and where it sees again which ones it has. */
export interface LogSink {
  readonly length: number;
  at(index: number): RawLine | undefined;
  append(lines: readonly RawLine[]): void;
}

const RAW_STREAM = 'application/vnd.docker.raw-stream';

/**
 * Follows one container's log into a buffer. It goes on after a broken connection, and after the container was started
 * again, from where it was; it can be paused (`stop`) and goes on in the same way.
 */
export class LogSession<Sink extends LogSink = LogBuffer> {
  readonly buffer: Sink;
  readonly #path: string;
  readonly #tail: number;
  readonly #listeners = new Set<() => void>();
  #state: LogState = { kind: 'connecting' };
  #abort: AbortController | undefined;
  #runAgain: (() => void) | undefined;
  #startedAt = '';
  #openSince: string | undefined;

  /** `path` is where its log is read: of a container that is there, unless it is told. */
  constructor(id: string, buffer: Sink, tail = MAX_LINES, path = `/engine/containers/${id}/logs`) {
    this.#path = path;
    this.buffer = buffer;
    this.#tail = tail;
  }

  readonly state = (): LogState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  start(): void {
    if (this.#abort !== undefined) return;
    this.#abort = new AbortController();
    void this.#follow(this.#abort.signal);
  }

  stop(): void {
    this.#abort?.abort();
    this.#abort = undefined;
  }

  /** Reads on when the log had ended. */
  goOn(): void {
    this.#runAgain?.();
  }

  /** Tells when the container was last started; a log that ended goes on when that is news. */
  noteStarted(startedAt: string): void {
    const news = this.#startedAt !== '' && startedAt !== this.#startedAt;
    this.#startedAt = startedAt;
    if (news) this.goOn();
  }

  async #follow(signal: AbortSignal): Promise<void> {
    for (let failures = 0; !signal.aborted; ) {
      try {
        await this.#readOnce(signal);
        failures = 0;
        if (signal.aborted) return;
        this.#set({ kind: 'ended' });
        await this.#startedAgain(signal);
      } catch (error) {
        if (signal.aborted) return;
        if (error instanceof EngineError && error.status >= 400 && error.status < 500) {
          return this.#set({ kind: 'failed', reason: sentence(error) });
        }
        this.#set({ kind: 'broken' });
        await sleep(backoff(failures++), signal);
      }
    }
  }

  async #readOnce(signal: AbortSignal): Promise<void> {
    const last = this.buffer.at(this.buffer.length - 1)?.time;
    const since = this.#openSince ?? last;
    const resume = since === undefined ? undefined : new LogResume(this.buffer, since);
    const window = since === undefined ? { tail: this.#tail } : { since: unixSeconds(since) };
    const path = withQuery(this.#path, {
      follow: true,
      stdout: true,
      stderr: true,
      timestamps: true,
      ...window,
    });
    const stream = openStream({ path, signal });
    const { headers } = await stream.head;
    const reader = new LogReader(headers['content-type'] === RAW_STREAM);
    this.#set({ kind: 'following' });
    for await (const chunk of stream) {
      const lines = reader.push(chunk);
      this.buffer.append(resume?.onlyNew(lines) ?? lines);
      this.#openSince = reader.openSince;
    }
    if (signal.aborted) return;
    this.#openSince = undefined;
    const rest = reader.finish();
    this.buffer.append(resume?.onlyNew(rest) ?? rest);
  }

  #startedAgain(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      this.#runAgain = resolve;
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
  }

  #set(state: LogState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}
