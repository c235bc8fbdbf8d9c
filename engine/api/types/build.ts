import type { AuthConfig } from './registry.ts';

/** What `POST /build` was asked for, beside the context. */
export interface BuildRequest {
  /** Which id its record gets, from `X-Gantry-Build-Id` or `buildid` in the query; undefined takes a new one. */
  readonly id: string | undefined;
  /** Its path in the context. */
  readonly dockerfile: string;
  /** Where the context comes from instead of from the client: a git repository, or the address of a tar or a Dockerfile. */
  readonly remote: string | undefined;
  /** By id, for `RUN --mount=type=secret`. They are neither kept nor told. */
  readonly secrets: Readonly<Record<string, string>>;
  /** What RUN may ask for beyond the usual: `security.insecure`; `network.host` may stand here, too, and changes nothing. */
  readonly entitlements: readonly string[];
  /** `name:tag`, as written. */
  readonly tags: readonly string[];
  /** Null takes the value of the builder's own environment, which has none. */
  readonly buildArgs: Readonly<Record<string, string | null>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly target: string | undefined;
  readonly platform: string | undefined;
  readonly noCache: boolean;
  /** Images whose steps count as done before, beside the engine's own cache. */
  readonly cacheFrom: readonly string[];
  /** Looks for newer base images even when they are here. */
  readonly pull: boolean;
  /** Only the image's id is told. */
  readonly quiet: boolean;
  /** Removes the containers of RUN. Without it they stay to be looked at, those of failures unless `forceRemove` is set. */
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

/** How a build, or a step of one, is doing. */
export type BuildState = 'running' | 'done' | 'failed' | 'cancelled';
export type BuildStepState = 'waiting' | 'running' | 'cached' | 'done' | 'failed';

/** One instruction of a build, as `GET /gantry/builds/{id}` tells it. */
export interface BuildStep {
  /** From 1, over all stages, as in the classic output. */
  readonly number: number;
  /** In the Dockerfile, from 1; 0 for a step that stands in no file (labels of the request, triggers). */
  readonly line: number;
  readonly endLine: number;
  /** The stage's number from 0; -1 before the first FROM. */
  readonly stage: number;
  readonly text: string;
  readonly state: BuildStepState;
  /** Why it was not taken from the cache, in plain words; absent for one that was, and for those that are never cached. */
  readonly reason?: string;
  /** RFC 3339. */
  readonly startedAt?: string;
  readonly milliseconds?: number;
  /** The image after it. */
  readonly image?: string;
  /** Bytes that it added to the image. */
  readonly sizeAdded?: number;
}

export interface BuildStage {
  readonly index: number;
  readonly name?: string;
  /** As written after FROM, variables replaced. */
  readonly from: string;
  /** The stages that it takes from. */
  readonly needs: readonly number[];
}

/** One element of `GET /gantry/builds`, newest first. */
export interface BuildSummary {
  readonly id: string;
  readonly tags: readonly string[];
  readonly state: BuildState;
  readonly startedAt: string;
  readonly milliseconds?: number;
  readonly steps: number;
  readonly cached: number;
  readonly image?: string;
  readonly error?: string;
}

/** `GET /gantry/builds/{id}`. */
export interface BuildRecord extends BuildSummary {
  /** The Dockerfile's path in the context, and its text. */
  readonly dockerfile: string;
  readonly source: string;
  readonly target?: string;
  readonly stages: readonly BuildStage[];
  readonly timeline: readonly BuildStep[];
  /** What the build checks say of the Dockerfile, in its order; absent in records of earlier versions. */
  readonly warnings?: readonly DockerfileProblem[];
  /** Where in the Dockerfile it failed. */
  readonly errorAt?: { readonly line: number; readonly column: number };
}

/** A place in a Dockerfile that something is to be said of. */
export interface DockerfileProblem {
  /** Errors keep it from being built. */
  readonly severity: 'error' | 'warning';
  /** The published name of Docker's build check, such as `JSONArgsRecommended`; absent for errors. */
  readonly check?: string;
  readonly message: string;
  /** From 1; columns count UTF-16 units. */
  readonly line: number;
  readonly column: number;
  /** Offsets in the Dockerfile's text, in UTF-16 units; `to` is behind the last. */
  readonly from: number;
  readonly to: number;
}

/** The body of `POST /gantry/dockerfile/check`. */
export interface DockerfileCheckRequest {
  readonly text: string;
  /** The text of the .dockerignore beside it. */
  readonly ignore?: string;
}

/** Its answer: what is wrong or could be better, in the order of the file, and what a build of it can be asked for. */
export interface DockerfileCheck {
  readonly problems: readonly DockerfileProblem[];
  readonly stages: readonly { readonly index: number; readonly name?: string; readonly from: string }[];
  /** The arguments that it declares, each once, with the default as written. */
  readonly args: readonly { readonly name: string; readonly default?: string }[];
}
