/** What a cgroup used since it was made, and its limits, whatever the version of control groups. Undefined: not limited, or not told. */
export interface CgroupStats {
  readonly cpu: CpuUse;
  readonly memory: MemoryUse;
  readonly pids: { readonly current: number; readonly limit: number | undefined };
  readonly blockIo: { readonly bytes: readonly BlockIoUse[]; readonly operations: readonly BlockIoUse[] };
}

/** Times are nanoseconds of CPU. */
export interface CpuUse {
  readonly total: number;
  readonly user: number;
  readonly kernel: number;
  /** By CPU; v2 does not tell. */
  readonly perCpu: readonly number[] | undefined;
  /** The limit in CPUs, such as 1.5. */
  readonly limit: number | undefined;
  readonly throttling: {
    readonly periods: number;
    readonly throttledPeriods: number;
    readonly throttledTime: number;
  };
}

/** Bytes, page cache included. */
export interface MemoryUse {
  readonly usage: number;
  readonly maxUsage: number | undefined;
  readonly limit: number | undefined;
  /** How often the limit was hit. */
  readonly failures: number;
  /** How many processes the OOM killer took. */
  readonly oomKills: number;
  /** memory.stat with the names of this kernel and version. */
  readonly stat: Readonly<Record<string, number>>;
}

/** One counter of one block device; `op` is `read`, `write`, `discard`, with v1 also `sync`, `async`, `total`. */
export interface BlockIoUse {
  readonly major: number;
  readonly minor: number;
  readonly op: string;
  readonly value: number;
}
