import { MAX_LINES } from '../log-buffer.ts';
import { LogSession } from '../log-session.ts';
import { AllBuffer } from './all-buffer.ts';
import type { LogSource } from './line-group.ts';
import { SourceReader } from './source-reader.ts';

/** Old lines of each container at first: with many containers fewer, so that all together are about what is kept. */
const LEAST_TAIL = 1000;
const AGAIN_MS = 500;

export interface FollowedContainer extends LogSource {
  readonly running: boolean;
  readonly justEnded: boolean;
}

interface Follower {
  readonly session: LogSession<SourceReader>;
  running: boolean;
}

/** Follows the logs of all containers into one buffer. Lines of a container that is removed stay. */
class AllLogs {
  readonly buffer = new AllBuffer();
  readonly #followers = new Map<string, Follower>();
  #active = false;

  /** Takes in what containers there are. */
  setContainers(containers: readonly FollowedContainer[]): void {
    const tail = Math.max(LEAST_TAIL, Math.floor(MAX_LINES / Math.max(1, containers.length)));
    for (const container of containers) this.#take(container, tail);
    const present = new Set(containers.map(({ id }) => id));
    for (const [id, { session }] of this.#followers) {
      if (present.has(id)) continue;
      session.stop();
      this.#followers.delete(id);
    }
  }

  start(): void {
    this.#active = true;
    for (const { session } of this.#followers.values()) session.start();
  }

  /** Nothing is lost by it: every log goes on from its last line. */
  stop(): void {
    this.#active = false;
    for (const { session } of this.#followers.values()) session.stop();
  }

  #take(container: FollowedContainer, tail: number): void {
    const known = this.#followers.get(container.id);
    if (known !== undefined) {
      known.session.buffer.source = container;
      known.running = container.running;
      this.#goOn(known, container.justEnded);
      return;
    }
    const reader = new SourceReader(container, (lines) => this.buffer.append(lines));
    const session = new LogSession(container.id, reader, tail);
    const follower: Follower = { session, running: container.running };
    session.subscribe(() => setTimeout(() => this.#goOn(follower), AGAIN_MS));
    this.#followers.set(container.id, follower);
    if (this.#active) session.start();
  }

  #goOn({ session, running }: Follower, justEnded = false): void {
    if (this.#active && (running || justEnded) && session.state().kind === 'ended') session.goOn();
  }
}

/** One for the window: what was read is still there when the screen is opened again. */
export const allLogs = new AllLogs();
