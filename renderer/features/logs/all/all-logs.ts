import { MAX_LINES } from '../log-buffer.ts';
import { LogSession } from '../log-session.ts';
import { AllBuffer } from './all-buffer.ts';
import type { LogSource } from './line-group.ts';
import { SourceReader } from './source-reader.ts';
import { Turns } from './turns.ts';

/** Old lines of each container at first: with many containers fewer, so that all together are about what is kept. */
const LEAST_TAIL = 1000;
const AGAIN_MS = 500;

export interface FollowedContainer extends LogSource {
  readonly running: boolean;
  readonly justEnded: boolean;
}

interface Follower {
  readonly session: LogSession<SourceReader>;
  readonly removed: boolean;
  running: boolean;
}

/** So many readers remember what they read of a container that went away, in case that its log was kept. */
const MOST_GONE = 50;
/** There may be hundreds of removed ones, and a window holds only so many streams. */
const REMOVED_AT_A_TIME = 4;

/**
 * Follows the logs of all containers into one buffer. Lines of a container that is removed stay; what of them was not read by
 * then comes from the log that the engine kept.
 */
class AllLogs {
  readonly buffer = new AllBuffer();
  readonly #followers = new Map<string, Follower>();
  readonly #gone = new Map<string, SourceReader>();
  readonly #turns = new Turns<Follower>(REMOVED_AT_A_TIME, ({ session }) => session.start());
  #active = false;

  /** Takes in what containers there are. */
  setContainers(containers: readonly FollowedContainer[]): void {
    const tail = Math.max(LEAST_TAIL, Math.floor(MAX_LINES / Math.max(1, containers.length)));
    for (const container of containers) this.#take(container, tail);
    const present = new Set(containers.map(({ id }) => id));
    for (const id of this.#followers.keys()) if (!present.has(id)) this.#leave(id);
  }

  #leave(id: string): void {
    const follower = this.#followers.get(id);
    if (follower === undefined) return;
    follower.session.stop();
    this.#turns.leave(follower);
    this.#followers.delete(id);
    this.#gone.set(id, follower.session.buffer);
    const [oldest] = this.#gone.keys();
    if (this.#gone.size > MOST_GONE && oldest !== undefined) this.#gone.delete(oldest);
  }

  start(): void {
    this.#active = true;
    for (const follower of this.#followers.values()) this.#begin(follower);
  }

  /** Nothing is lost by it: every log goes on from its last line. */
  stop(): void {
    this.#active = false;
    this.#turns.clear();
    for (const { session } of this.#followers.values()) session.stop();
  }

  #take(container: FollowedContainer, tail: number): void {
    const { id, removed } = container;
    if (removed && this.#followers.get(id)?.removed === false) this.#leave(id);
    const known = this.#followers.get(id);
    if (known !== undefined) {
      known.session.buffer.source = container;
      known.running = container.running;
      this.#goOn(known, container.justEnded);
      return;
    }
    const reader = this.#gone.get(id) ?? new SourceReader(container, (lines) => this.buffer.append(lines));
    this.#gone.delete(id);
    reader.source = container;
    const session = removed
      ? new LogSession(id, reader, tail, `/engine/gantry/removed-logs/${id}`)
      : new LogSession(id, reader, tail);
    const follower: Follower = { session, removed, running: container.running };
    session.subscribe(() => {
      setTimeout(() => this.#goOn(follower), AGAIN_MS);
      if (removed && isOver(session)) this.#turns.leave(follower);
    });
    this.#followers.set(id, follower);
    if (this.#active) this.#begin(follower);
  }

  #begin(follower: Follower): void {
    if (!follower.removed) follower.session.start();
    else if (!isOver(follower.session)) this.#turns.take(follower);
  }

  #goOn({ session, running }: Follower, justEnded = false): void {
    if (this.#active && (running || justEnded) && session.state().kind === 'ended') session.goOn();
  }
}

/** Nothing more comes of a log that was read to the end, when its container is gone. */
function isOver({ state }: LogSession<SourceReader>): boolean {
  return ['ended', 'failed'].includes(state().kind);
}

/** One for the window: what was read is still there when the screen is opened again. */
export const allLogs = new AllLogs();
