import type { MountedFile } from './mount.ts';
import type { Ulimit } from './service.ts';

type Texts = Readonly<Record<string, string>>;

/** How the image of a service is built. */
export interface Build {
  /** An absolute folder, or a URL. */
  readonly context: string;
  /** Relative to the context, or absolute. Absent with `dockerfile_inline`. */
  readonly dockerfile?: string;
  readonly dockerfile_inline?: string;
  /** Null: named, but without a value anywhere. */
  readonly args?: Readonly<Record<string, string | null>>;
  readonly target?: string;
  readonly labels?: Texts;
  readonly tags?: readonly string[];
  readonly platforms?: readonly string[];
  readonly network?: string;
  readonly no_cache?: boolean;
  readonly pull?: boolean;
  readonly cache_from?: readonly string[];
  readonly cache_to?: readonly string[];
  /** Name → absolute folder, URL, `service:name`, `docker-image://…`. */
  readonly additional_contexts?: Texts;
  readonly extra_hosts?: Readonly<Record<string, readonly string[]>>;
  readonly isolation?: string;
  readonly privileged?: boolean;
  readonly entitlements?: readonly string[];
  readonly secrets?: readonly MountedFile[];
  /** `default`, or `id=path`. */
  readonly ssh?: readonly string[];
  /** Bytes. */
  readonly shm_size?: number;
  readonly ulimits?: Readonly<Record<string, Ulimit>>;
  readonly provenance?: string;
  readonly sbom?: string;
}
