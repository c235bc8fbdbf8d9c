/** Shapes of `GET /gantry/containers/{id}/runs`: how each run of a container ended, and why. Times are RFC 3339. */

/** What a client asked for that ends a run. */
export interface EndRequest {
  readonly operation: 'stop' | 'restart' | 'kill';
  /** The number of the signal that was sent first. */
  readonly signal: number;
  readonly at: string;
  /** The client's `User-Agent`; empty when it sent none. */
  readonly client: string;
  /** Seconds after which it was killed, since the first signal had not ended it. */
  readonly killedAfter?: number;
}

/** A line that the container printed. */
export interface LastLine {
  readonly stream: 'stdout' | 'stderr';
  readonly text: string;
}

export interface RunMemory {
  /** Bytes; absent when there was no limit. */
  readonly limit?: number;
  /** Bytes; absent when the kernel does not tell. */
  readonly peak?: number;
  /** How many processes of the container the kernel's OOM killer took. */
  readonly oomKills: number;
}

/** One run that has ended, or a start that failed. */
export interface PastRun {
  /** Empty when the start failed. */
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly exitCode: number;
  /** The runtime's words when the start failed, else empty. */
  readonly error: string;
  readonly oomKilled: boolean;
  readonly memory?: RunMemory;
  /** Health when it ended; absent when nothing was checked. */
  readonly health?: 'starting' | 'healthy' | 'unhealthy';
  readonly request?: EndRequest;
  /** The restart policy started it again. */
  readonly restarted: boolean;
  /** At most twenty, oldest first, each at most 500 characters. */
  readonly lastLines: readonly LastLine[];
}

export type EndKind =
  | 'finished'
  | 'failed'
  | 'stopped'
  | 'killed'
  | 'out-of-memory'
  | 'crashed'
  | 'not-started'
  | 'lost';

/** Why a run ended, in plain words. */
export interface EndExplanation {
  readonly kind: EndKind;
  /** One sentence. */
  readonly headline: string;
  /** What is known beyond that, a sentence each. */
  readonly details: readonly string[];
  /** What a person may do about it, a sentence each. */
  readonly advice: readonly string[];
}

/** The runs of a container that have ended, newest first. */
export type ContainerRuns = readonly (PastRun & { readonly explanation: EndExplanation })[];
