/** One element of `BuildCache` in `GET /system/df`; names are the wire's own. */
export interface BuildCacheRecord {
  /** Of an image its 64 digits, of a cache mount 64 others. */
  readonly ID: string;
  readonly Parents: readonly string[] | null;
  readonly Type: 'regular' | 'exec.cachemount';
  /** The line of the Dockerfile that made it, or which cache mount it is. */
  readonly Description: string;
  /** A build that is under way needs it. */
  readonly InUse: boolean;
  /** An image with a name, or a container, has it too: that it went would free nothing. */
  readonly Shared: boolean;
  /** Bytes of its own. */
  readonly Size: number;
  /** RFC 3339. */
  readonly CreatedAt: string;
  readonly LastUsedAt: string;
  readonly UsageCount: number;
}

/** What `POST /build/prune` was asked for. */
export interface BuildCachePruneRequest {
  /** Forgets also what named images share, so that the next build makes it anew. */
  readonly all: boolean;
  readonly filters: ReadonlyMap<string, readonly string[]>;
  /** Bytes; 0 for no bound. So much may stay, so much must stay, and so much of the disk is to be free afterwards. */
  readonly maxUsedSpace: number;
  readonly reservedSpace: number;
  readonly minFreeSpace: number;
}

/** Answer of `POST /build/prune`. */
export interface BuildCachePruneReport {
  readonly CachesDeleted: readonly string[] | null;
  readonly SpaceReclaimed: number;
}

/** Answer of `POST /gantry/builds/prune`. */
export interface BuildRecordsPruneReport {
  readonly RecordsDeleted: readonly string[];
}
