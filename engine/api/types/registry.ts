/** Shapes of the Docker Engine API (version 1.51) that concern registries. Names are the wire's own. */

/** Credentials as clients send them: in `X-Registry-Auth`, and as the body of `POST /auth`. */
export interface AuthConfig {
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  /** `user:password` in base64. */
  readonly auth?: string | undefined;
  readonly serveraddress?: string | undefined;
  readonly identitytoken?: string | undefined;
  readonly registrytoken?: string | undefined;
}

/** Answer of `POST /auth`. */
export interface AuthAnswer {
  readonly Status: string;
  /** '' when the registry gives none. */
  readonly IdentityToken: string;
}

/** Answer of `GET /distribution/{name}/json`. */
export interface DistributionInspect {
  readonly Descriptor: { readonly mediaType: string; readonly digest: string; readonly size: number };
  readonly Platforms: readonly {
    readonly architecture: string;
    readonly os: string;
    readonly variant?: string;
  }[];
}

/** One element of the answer of `GET /images/search`. */
export interface ImageSearchResult {
  readonly name: string;
  readonly description: string;
  readonly star_count: number;
  readonly is_official: boolean;
  readonly is_automated: boolean;
}
