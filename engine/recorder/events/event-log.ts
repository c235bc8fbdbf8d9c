import { join } from 'node:path';
import { messageOf } from '../../base/errors.ts';
import type { Logger } from '../../base/logger.ts';
import type { EngineEvent } from '../../events/bus.ts';
import type { EventPast } from '../../events/past.ts';
import { eventLine } from './event-line.ts';
import { merged } from './merged.ts';
import { type Room, Segments } from './segments.ts';

const FLUSH_MS = 500;
/** When the disk takes no more, the newest events wait in memory up to this number, and older ones are lost. */
const MOST_WAITING = 8192;

const MEBIBYTE = 2 ** 20;
const ROOM: Room = { segmentBytes: 2 * MEBIBYTE, segments: 14 };
/** Health checks tell three events each time: they may not drive out all others. */
const CHATTER_ROOM: Room = { segmentBytes: MEBIBYTE, segments: 4 };
const CHATTER = /^(exec_|top$|archive-path$)/;

interface Waiting {
  readonly segments: Segments;
  events: EngineEvent[];
}

/** The events of a week on disk, in at most 32 MiB. What is written came at most half a second before a crash. */
export class EventLog implements EventPast {
  readonly #logger: Logger;
  readonly #quiet: Waiting;
  readonly #chatter: Waiting;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();
  #failing = false;

  private constructor(logger: Logger, quiet: Segments, chatter: Segments) {
    this.#logger = logger;
    this.#quiet = { segments: quiet, events: [] };
    this.#chatter = { segments: chatter, events: [] };
  }

  static async open(folder: string, logger: Logger): Promise<EventLog> {
    const [quiet, chatter] = await Promise.all([
      Segments.open(join(folder, 'told'), ROOM, Date.now()),
      Segments.open(join(folder, 'chatter'), CHATTER_ROOM, Date.now()),
    ]);
    return new EventLog(logger, quiet, chatter);
  }

  /** The time of the newest event; 0 when there is none. */
  async last(): Promise<bigint> {
    const now = Date.now();
    const [quiet, chatter] = await Promise.all([
      this.#quiet.segments.last(now),
      this.#chatter.segments.last(now),
    ]);
    return quiet > chatter ? quiet : chatter;
  }

  add(event: EngineEvent): void {
    const { events } = CHATTER.test(event.Action) ? this.#chatter : this.#quiet;
    events.push(event);
    if (events.length > MOST_WAITING) events.shift();
    this.#timer ??= setTimeout(() => void this.flush(), FLUSH_MS);
  }

  /** Writes all that was added before. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#writing = this.#writing.then(async () => {
      for (const waiting of [this.#quiet, this.#chatter]) await this.#write(waiting);
    });
    return this.#writing;
  }

  async *read(from: bigint, before: bigint): AsyncGenerator<EngineEvent> {
    await this.flush();
    yield* merged(this.#quiet.segments.read(from, before), this.#chatter.segments.read(from, before));
  }

  /** As `read`, only of what concerns one thing, and without the chatter. */
  async *readOf(id: string, from: bigint, before: bigint): AsyncGenerator<EngineEvent> {
    await this.flush();
    yield* this.#quiet.segments.read(from, before, id);
  }

  async #write(waiting: Waiting): Promise<void> {
    const { events } = waiting;
    const [first] = events;
    if (first === undefined) return;
    waiting.events = [];
    try {
      await waiting.segments.append(first.timeNano, events.map(eventLine), Date.now());
      this.#failing = false;
    } catch (error) {
      waiting.events = [...events, ...waiting.events].slice(-MOST_WAITING);
      if (!this.#failing) this.#logger.warn('events are not kept on disk', { error: messageOf(error) });
      this.#failing = true;
    }
  }
}
