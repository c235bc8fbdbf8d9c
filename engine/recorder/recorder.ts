import type { RecorderBackend } from '../api/backends/recorder.ts';
import type { Clock } from '../base/clock.ts';
import { fault, messageOf } from '../base/errors.ts';
import type { Logger } from '../base/logger.ts';
import type { CgroupLayout } from '../runtime/cgroup/layout.ts';
import { eventsOfContainer } from './container-events.ts';
import type { EventLog } from './events/event-log.ts';
import { readHistory } from './history.ts';
import { LiveUsage, lineOf } from './live-usage.ts';
import { EVERY_MS } from './ring/tiers.ts';
import { type RunningContainer, UsageMeter } from './usage/meter.ts';
import type { Values } from './usage/metrics.ts';
import { UsageFiles } from './usage-files.ts';

/** What the recorder needs to know of containers. */
export interface Recorded {
  running(): readonly RunningContainer[];
  exists(id: string): boolean;
  /** The id of a name, an id or a prefix of one. Throws `not-found`. */
  find(ref: string): string;
  /** Calls `listener` when a container is gone; the answer ends that. */
  onRemoved(listener: (id: string) => void): () => void;
}

export interface RecorderParts {
  /** For ring files, one for each container that ever ran for some seconds. */
  readonly folder: string;
  readonly containers: Recorded;
  readonly cgroups: CgroupLayout;
  readonly events: EventLog;
  readonly clock: Clock;
  readonly logger: Logger;
}

export interface Recorder extends RecorderBackend {
  /** Writes what is in memory. */
  close(): Promise<void>;
}

/** A reading that is older than this says nothing about the present. */
const LATEST_MS = 1.5 * EVERY_MS;

/** Begins to record what all containers use: every ten seconds, on the tenth. */
export async function openRecorder(parts: RecorderParts): Promise<Recorder> {
  const { containers, clock, logger, events } = parts;
  const meterOf = (longest: number) => new UsageMeter(parts.cgroups, longest, () => clock.now());
  const files = new UsageFiles(parts.folder, logger);
  await files.open((id) => containers.exists(id));
  const forget = containers.onRemoved((id) => void files.remove(id));
  const live = new LiveUsage(meterOf(0), () => containers.running(), clock);
  const over = new AbortController();
  let newest: { readonly time: number; readonly used: ReadonlyMap<string, Values> } = {
    time: 0,
    used: new Map(),
  };
  const recording = record();

  async function record(): Promise<void> {
    const meter = meterOf(LATEST_MS);
    for (;;) {
      await clock.sleep(untilNext(clock.now()), over.signal).catch(() => undefined);
      if (over.signal.aborted) return;
      try {
        const now = clock.now();
        const used = await meter.measure(containers.running());
        newest = { time: now, used };
        await files.record(Math.round(now / EVERY_MS) - 1, used, (id) => containers.exists(id));
      } catch (error) {
        logger.error('what containers use could not be read', { error: messageOf(error) });
      }
    }
  }

  return {
    history: async (ref, { from, to, points }) => {
      const id = containers.find(ref);
      const now = clock.now();
      const span = { from, to, points };
      const told = await eventsOfContainer(id, events.readOf(id, nanoseconds(from), nanoseconds(to)));
      try {
        await files.flush(id);
        return await readHistory(files.path(id), span, now, told);
      } catch (cause) {
        throw fault('system', `cannot read what the container used: ${messageOf(cause)}`, cause);
      }
    },
    usage: (signal) => {
      const known = clock.now() - newest.time < LATEST_MS;
      return live.lines(known ? lineOf(newest.time, newest.used) : lineOf(clock.now(), new Map()), signal);
    },
    close: async () => {
      forget();
      over.abort();
      await recording;
      await files.close();
    },
  };
}

/** Never sooner than after half the time, so that a timer that fires early makes no second sample. */
function untilNext(now: number): number {
  const pause = EVERY_MS - (now % EVERY_MS);
  return pause < EVERY_MS / 2 ? pause + EVERY_MS : pause;
}

function nanoseconds(milliseconds: number): bigint {
  return BigInt(Math.round(milliseconds)) * 1_000_000n;
}
