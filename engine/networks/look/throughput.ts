import { readFile } from 'node:fs/promises';
import type { NetworkFlow, NetworkThroughput } from '../../api/types/network-look.ts';
import { type Clock, systemClock } from '../../base/clock.ts';
import type { EndpointDevice } from './sources.ts';

const EVERY_MS = 1000;

/** Bytes that a device received and sent since it was made. */
export interface DeviceCounters {
  readonly received: number;
  readonly sent: number;
}

/** `/proc/net/dev`: two lines of heading, then `name: received … sent …` with eight columns for each direction. */
export function parseNetDev(text: string): Map<string, DeviceCounters> {
  const counters = new Map<string, DeviceCounters>();
  for (const line of text.split('\n')) {
    const [, name, columns = ''] = /^\s*([^\s:]+):\s*(.*)$/.exec(line) ?? [];
    if (name === undefined) continue;
    const numbers = columns.trim().split(/\s+/).map(Number);
    const [received = Number.NaN, sent = Number.NaN] = [numbers[0], numbers[8]];
    if (Number.isFinite(received) && Number.isFinite(sent)) counters.set(name, { received, sent });
  }
  return counters;
}

/** What flowed between two readings, in bytes per second; a device that is new, or was made anew, shows from the next on. */
export function flowsBetween(
  devices: readonly EndpointDevice[],
  before: ReadonlyMap<string, DeviceCounters>,
  after: ReadonlyMap<string, DeviceCounters>,
  milliseconds: number,
): NetworkFlow[] {
  return devices.flatMap(({ container, network, device }) => {
    const [then, now] = [before.get(device), after.get(device)];
    if (then === undefined || now === undefined) return [];
    const per = (bytes: number) => Math.round((bytes * 1000) / Math.max(1, milliseconds));
    const [received, sent] = [per(now.sent - then.sent), per(now.received - then.received)];
    return received < 0 || sent < 0 || received + sent === 0 ? [] : [{ container, network, received, sent }];
  });
}

/**
 * A line each second until the signal. All counters are in one file of the kernel's, so the cost is one reading, and only
 * while somebody looks.
 */
export async function* throughput(
  devices: () => readonly EndpointDevice[],
  signal: AbortSignal,
  clock: Clock = systemClock,
): AsyncGenerator<NetworkThroughput> {
  let before = { time: clock.now(), counters: await readCounters() };
  yield { time: before.time, flows: [] };
  while (!signal.aborted) {
    try {
      await clock.sleep(EVERY_MS, signal);
    } catch {
      return;
    }
    const now = { time: clock.now(), counters: await readCounters() };
    yield {
      time: now.time,
      flows: flowsBetween(devices(), before.counters, now.counters, now.time - before.time),
    };
    before = now;
  }
}

async function readCounters(): Promise<Map<string, DeviceCounters>> {
  return parseNetDev(await readFile('/proc/self/net/dev', 'utf8'));
}
