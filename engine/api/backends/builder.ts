import type {
  BuildRecord,
  BuildRequest,
  BuildSummary,
  DockerfileCheck,
  DockerfileCheckRequest,
} from '../types/build.ts';
import type {
  BuildCachePruneReport,
  BuildCachePruneRequest,
  BuildCacheRecord,
  BuildRecordsPruneReport,
} from '../types/build-cache.ts';
import type { ProgressMessage } from './progress.ts';

export interface BuildBackend {
  /**
   * Builds an image from a context's tar and tells it as Docker's classic builder does. A step that fails is the last message;
   * a Dockerfile that cannot be read is thrown before the first. The signal gives it up, and nothing of it stays.
   */
  build(
    request: BuildRequest,
    context: AsyncIterable<Buffer>,
    signal: AbortSignal,
  ): AsyncIterable<ProgressMessage>;
  /** Reads a Dockerfile without building it. Throws `invalid` for an ignore file that cannot be read. */
  check(request: DockerfileCheckRequest): Promise<DockerfileCheck>;
  /** The builds under way and the last ones, newest first. */
  builds(): Promise<readonly BuildSummary[]>;
  /** Throws `not-found`, as all that follow. */
  record(id: string): Promise<BuildRecord>;
  /** What a step printed, or all of them. */
  log(id: string, step: number | undefined): Promise<string>;
  /** Throws `conflict` when it has ended. */
  cancel(id: string): Promise<void>;
  /** Throws `conflict` while it is under way. */
  removeRecord(id: string): Promise<void>;
  /** Forgets all builds that have ended; what they made stays. */
  pruneRecords(): Promise<BuildRecordsPruneReport>;
  /** What the cache has: the images of steps, and cache mounts. */
  cacheRecords(): Promise<readonly BuildCacheRecord[]>;
  /** Throws `invalid` for filters that Docker does not know. */
  pruneCache(request: BuildCachePruneRequest): Promise<BuildCachePruneReport>;
}
