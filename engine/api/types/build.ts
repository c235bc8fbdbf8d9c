import type { AuthConfig } from './registry.ts';

/** What `POST /build` was asked for, beside the context. */
export interface BuildRequest {
  /** Its path in the context. */
  readonly dockerfile: string;
  /** `name:tag`, as written. */
  readonly tags: readonly string[];
  /** Null takes the value of the builder's own environment, which has none. */
  readonly buildArgs: Readonly<Record<string, string | null>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly target: string | undefined;
  readonly platform: string | undefined;
  readonly noCache: boolean;
  /** Looks for newer base images even when they are here. */
  readonly pull: boolean;
  /** Only the image's id is told. */
  readonly quiet: boolean;
  /** Removes the containers of RUN after success; those of failures go with `forceRemove`. */
  readonly remove: boolean;
  readonly forceRemove: boolean;
  readonly networkMode: string | undefined;
  readonly extraHosts: readonly string[];
  readonly limits: BuildLimits;
  /** Credentials by registry, from `X-Registry-Config`. */
  readonly auth: Readonly<Record<string, AuthConfig>>;
}

/** HostConfig's limits for RUN. */
export interface BuildLimits {
  readonly Memory?: number;
  readonly MemorySwap?: number;
  readonly CpuShares?: number;
  readonly CpuPeriod?: number;
  readonly CpuQuota?: number;
  readonly CpusetCpus?: string;
  readonly CpusetMems?: string;
  readonly CgroupParent?: string;
  readonly ShmSize?: number;
  readonly Ulimits?: readonly { readonly Name: string; readonly Soft: number; readonly Hard: number }[];
}
