import type { AuthAnswer, AuthConfig, DistributionInspect, ImageSearchResult } from '../types/registry.ts';
import type { Filters } from './filters.ts';
import type { ProgressMessage } from './progress.ts';

/** What needs a registry. `auth` is what the client sent; without it, what is stored on this machine counts. */
export interface RegistryBackend {
  /**
   * Fetches an image; with neither tag nor digest all tags of the repository. Throws at the first message when the registry
   * does not have it or cannot be reached. The signal gives it up, and what came goes again.
   */
  pull(request: PullRequest, signal: AbortSignal): AsyncIterable<ProgressMessage>;
  /** Sends an image under one of its names; without a tag all tags of the repository. */
  push(request: PushRequest, signal: AbortSignal): AsyncIterable<ProgressMessage>;
  /** Throws `unauthorized` when the registry does not take the credentials. */
  login(auth: AuthConfig, signal: AbortSignal): Promise<AuthAnswer>;
  distribution(ref: string, auth: AuthConfig | undefined, signal: AbortSignal): Promise<DistributionInspect>;
  search(
    query: { readonly term: string; readonly limit: number; readonly filters: Filters },
    auth: AuthConfig | undefined,
    signal: AbortSignal,
  ): Promise<readonly ImageSearchResult[]>;
}

export interface PullRequest {
  /** A name, which may have a tag or a digest. */
  readonly image: string;
  /** A tag or a digest; takes the place of that in `image`. */
  readonly tag?: string;
  /** Such as `linux/arm/v7`; this machine's unless told. */
  readonly platform?: string;
  readonly auth: AuthConfig | undefined;
}

export interface PushRequest {
  /** A name, which may have a tag. */
  readonly image: string;
  readonly tag?: string;
  readonly auth: AuthConfig | undefined;
}
