/** What the flight recorder tells: how much containers use, now and in the past week. */

/**
 * `cpu` is in processors (1.5: one and a half were busy), `memory` in bytes without the cache that the kernel can drop at once,
 * `memoryLimit` in bytes, `received`, `sent`, `read` and `written` in bytes per second, `processes` counts tasks.
 */
export type UsageMetric =
  | 'cpu'
  | 'memory'
  | 'memoryLimit'
  | 'received'
  | 'sent'
  | 'read'
  | 'written'
  | 'processes';

/** Null where there is nothing to tell: no limit, or the network of the host. */
export type Usage = Readonly<Record<UsageMetric, number | null>>;

/** One line of `GET /gantry/stats`, every two seconds for as long as somebody reads. */
export interface UsageLine {
  /** Milliseconds since the epoch. */
  readonly time: number;
  /** Containers that run, for as long as there were two readings to compare. */
  readonly containers: readonly (Usage & { readonly id: string })[];
}

/** Answer of `GET /gantry/containers/{id}/history?from&to&points`. */
export interface ContainerHistory {
  /** Milliseconds since the epoch, as `to`: the points lie between them. */
  readonly from: number;
  readonly to: number;
  /** Milliseconds that one point stands for. */
  readonly step: number;
  /** When each point's time begins. They are `step` apart. */
  readonly times: readonly number[];
  readonly series: Readonly<Record<UsageMetric, HistorySeries>>;
  /** The newest that happened to it in between, oldest first. */
  readonly events: readonly HistoryEvent[];
}

/** A value for each point; null where nothing was recorded: it did not run, or no engine did. */
export interface HistorySeries {
  readonly average: readonly (number | null)[];
  readonly max: readonly (number | null)[];
}

/** A start, an end, a failed or passed health check, a pause. */
export interface HistoryEvent {
  /** Milliseconds since the epoch. */
  readonly time: number;
  /** As in `GET /events`: `start`, `die`, `oom`, `restart`, `pause`, `unpause`, `health_status: healthy`. */
  readonly action: string;
  /** Of `die`. */
  readonly exitCode?: number;
}
