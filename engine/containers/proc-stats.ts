import { readFile } from 'node:fs/promises';
import type { ContainerStats } from '../api/types/container.ts';

/** Linux counts /proc/stat in hundredths of a second, whatever CONFIG_HZ is (proc(5), USER_HZ). */
const NANOS_PER_TICK = 10_000_000;

export interface SystemCpu {
  /** Nanoseconds that all processors together have been busy or idle since boot. */
  readonly total: number;
  readonly processors: number;
}

/** The machine's processor time. */
export async function readSystemCpu(): Promise<SystemCpu> {
  return parseProcStat(await readFile('/proc/stat', 'utf8'));
}

/** Reads what /proc/stat says: the sum of user, nice, system, idle, iowait, irq, softirq and steal. */
export function parseProcStat(text: string): SystemCpu {
  const lines = text.split('\n');
  const fields = (lines.find((line) => line.startsWith('cpu ')) ?? '')
    .trim()
    .split(/\s+/)
    .slice(1, 9)
    .map(Number);
  return {
    total: fields.reduce((sum, ticks) => sum + ticks, 0) * NANOS_PER_TICK,
    processors: lines.filter((line) => /^cpu\d/.test(line)).length,
  };
}

type Interfaces = NonNullable<ContainerStats['networks']>;

/** Traffic of the interfaces in a process's network namespace, the loopback left out; undefined when it is gone. */
export async function readInterfaces(pid: number): Promise<Interfaces | undefined> {
  try {
    return parseNetDev(await readFile(`/proc/${pid}/net/dev`, 'utf8'));
  } catch {
    return undefined; // the process ended while we looked
  }
}

/** Reads what /proc/PID/net/dev says. */
export function parseNetDev(text: string): Interfaces {
  const found: Record<string, Interfaces[string]> = {};
  for (const line of text.split('\n').slice(2)) {
    const [name, counters] = line.split(':');
    if (name === undefined || counters === undefined || name.trim() === 'lo') continue;
    const [
      rx = 0,
      rxPackets = 0,
      rxErrors = 0,
      rxDropped = 0,
      ,
      ,
      ,
      ,
      tx = 0,
      txPackets = 0,
      txErrors = 0,
      txDropped = 0,
    ] = counters.trim().split(/\s+/).map(Number);
    found[name.trim()] = {
      rx_bytes: rx,
      rx_packets: rxPackets,
      rx_errors: rxErrors,
      rx_dropped: rxDropped,
      tx_bytes: tx,
      tx_packets: txPackets,
      tx_errors: txErrors,
      tx_dropped: txDropped,
    };
  }
  return found;
}
