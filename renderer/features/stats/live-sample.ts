import type { ContainerStats } from '../../../engine/api/types/container.ts';
import type { Usage } from '../../../engine/api/types/recorder.ts';

/** What a container used in the second before `time` (milliseconds since the epoch). */
export interface LiveSample {
  readonly time: number;
  readonly usage: Usage;
}

/**
 * What two messages of `docker stats` say together, as the docker command reckons it; undefined when the container did not run
 * all the time in between. Without a limit of its own Docker tells the machine's memory, so the limit comes from elsewhere.
 */
export function liveSample(
  before: ContainerStats,
  after: ContainerStats,
  memoryLimit: number | null,
): LiveSample | undefined {
  const time = Date.parse(after.read);
  const seconds = (time - Date.parse(before.read)) / 1000;
  const { usage, stats = {} } = after.memory_stats;
  const cpu = after.cpu_stats.cpu_usage.total_usage - before.cpu_stats.cpu_usage.total_usage;
  if (!(seconds > 0) || usage === undefined || before.memory_stats.usage === undefined || cpu < 0)
    return undefined;
  const inactive = stats['total_inactive_file'] ?? stats['inactive_file'] ?? 0;
  const rate = (then: number | null, now: number | null) =>
    then === null || now === null ? null : Math.max(0, now - then) / seconds;
  return {
    time,
    usage: {
      cpu: cpu / 1e9 / seconds,
      memory: inactive > usage ? usage : usage - inactive,
      memoryLimit,
      received: rate(trafficOf(before, 'rx_bytes'), trafficOf(after, 'rx_bytes')),
      sent: rate(trafficOf(before, 'tx_bytes'), trafficOf(after, 'tx_bytes')),
      read: rate(diskOf(before, 'read'), diskOf(after, 'read')),
      written: rate(diskOf(before, 'write'), diskOf(after, 'write')),
      processes: after.pids_stats.current ?? null,
    },
  };
}

function trafficOf({ networks }: ContainerStats, direction: 'rx_bytes' | 'tx_bytes'): number | null {
  if (networks === undefined) return null;
  return Object.values(networks).reduce((sum, counters) => sum + counters[direction], 0);
}

function diskOf({ blkio_stats }: ContainerStats, operation: 'read' | 'write'): number {
  return (blkio_stats.io_service_bytes_recursive ?? [])
    .filter(({ op }) => op.toLowerCase() === operation)
    .reduce((sum, { value }) => sum + value, 0);
}
