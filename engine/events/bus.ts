/** One thing that happened, as `GET /events` tells it (Docker Engine API, EventMessage). */
export interface EngineEvent {
  readonly Type: 'container' | 'image' | 'network' | 'volume' | 'builder' | 'daemon';
  readonly Action: string;
  readonly Actor: { readonly ID: string; readonly Attributes: Readonly<Record<string, string>> };
  /** Nanoseconds since the epoch, strictly increasing within one engine. */
  readonly timeNano: bigint;
}

type Listener = (event: EngineEvent) => void;

/**
 * What happened, told to whoever listens, with the last `capacity` events kept for `since`. Listeners are called in
 * the order they came and must not throw; events inform, they do not drive control flow.
 */
export class EventBus {
  readonly #capacity: number;
  readonly #history: EngineEvent[] = [];
  readonly #listeners = new Set<Listener>();
  #last: bigint;

  /** `last` is the time of the newest event of an engine before this one. */
  constructor(capacity = 1024, last = 0n) {
    this.#capacity = capacity;
    this.#last = last;
  }

  /** Publishes an event with the present time. */
  publish(event: Omit<EngineEvent, 'timeNano'>): void {
    this.#last = this.next();
    const stamped: EngineEvent = { ...event, timeNano: this.#last };
    this.#history.push(stamped);
    if (this.#history.length > this.#capacity) this.#history.shift();
    for (const listener of this.#listeners) listener(stamped);
  }

  /** No later event has an earlier time than this. */
  next(): bigint {
    const now = BigInt(Date.now()) * 1_000_000n;
    return now > this.#last ? now : this.#last + 1n;
  }

  /** The kept events, oldest first. */
  history(): readonly EngineEvent[] {
    return [...this.#history];
  }

  /** Calls `listener` for every later event; the answer ends that. */
  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
