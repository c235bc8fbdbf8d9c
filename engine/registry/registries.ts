import type { Clock } from '../base/clock.ts';
import type { Logger } from '../base/logger.ts';
import type { Reference } from '../base/reference.ts';
import { Authorizer } from './auth/authorizer.ts';
import type { Credentials } from './auth/credentials.ts';
import { anonymous } from './auth/credentials.ts';
import { dockerConfigPath, storedCredentials } from './auth/docker-config.ts';
import { TokenCache } from './auth/token-cache.ts';
import { CERTIFICATES_FOLDER, tlsFor } from './certificates.ts';
import { type Endpoint, endpointsOf } from './endpoint.ts';
import { Agents } from './http/agents.ts';
import { type ProxySettings, proxySettings } from './http/proxy.ts';
import { type HttpTimings, usualTimings } from './http/request.ts';
import { type Patience, usualPatience } from './http/retry.ts';
import { createSend } from './http/send.ts';
import { Repository } from './repository.ts';
import { Route } from './route.ts';
import { Session } from './session.ts';
import type { RegistrySettings } from './settings.ts';

export interface RegistriesOptions {
  readonly settings: RegistrySettings;
  readonly clock: Clock;
  readonly logger: Logger;
  /** For proxies, and to find Docker's client settings. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly timings?: HttpTimings;
  readonly patience?: Patience;
  readonly certificates?: string;
}

/** What a repository is opened for. */
export interface Access {
  /** Undefined for those that are stored on this machine. */
  readonly credentials: Credentials | undefined;
  readonly purpose: 'pull' | 'push';
  /** Other repositories of the same registry that blobs may be mounted from. */
  readonly mountFrom?: readonly string[];
  /** Gives up everything that goes on. */
  readonly signal?: AbortSignal;
}

/** Every registry that there is, as this machine reaches it. One for the whole engine: it keeps tokens. */
export class Registries {
  readonly settings: RegistrySettings;
  readonly proxies: ProxySettings;
  readonly #options: RegistriesOptions;
  readonly #timings: HttpTimings;
  readonly #patience: Patience;
  readonly #tokens: TokenCache;

  constructor(options: RegistriesOptions) {
    this.#options = options;
    this.settings = options.settings;
    this.proxies = proxySettings(options.env);
    this.#timings = options.timings ?? usualTimings;
    this.#patience = options.patience ?? usualPatience;
    this.#tokens = new TokenCache(options.clock);
  }

  /** Opens the repository that `reference` names; nothing is asked yet. Close it when it is done with. */
  async repository(
    { domain, path }: Pick<Reference, 'domain' | 'path'>,
    access: Access,
  ): Promise<Repository> {
    const actions = access.purpose === 'push' ? 'pull,push' : 'pull';
    const sources = (access.mountFrom ?? []).filter((source) => source !== path);
    const scopes = [`repository:${path}:${actions}`, ...sources.map((source) => `repository:${source}:pull`)];
    const endpoints = await endpointsOf(domain, this.settings, access.purpose === 'push' ? 'write' : 'read');
    const opened = await Promise.all(
      endpoints.map((endpoint) => this.#open(endpoint, { scopes, credentials: access.credentials })),
    );
    const { clock, logger } = this.#options;
    return new Repository({
      domain,
      path,
      route: new Route(
        opened.map(({ session }) => session),
        logger,
      ),
      retry: { patience: this.#patience, clock, signal: access.signal },
      close: () => {
        for (const { agents } of opened) agents.close();
      },
    });
  }

  /** Runs `work` with a session at each address of a registry, for what concerns no repository. */
  async atRegistry<T>(
    domain: string,
    access: Pick<Access, 'credentials' | 'signal'>,
    work: (session: Session) => Promise<T>,
  ): Promise<T> {
    const endpoints = await endpointsOf(domain, this.settings, 'write');
    const { credentials } = access;
    const opened = await Promise.all(
      endpoints.map((endpoint) => this.#open(endpoint, { scopes: [], credentials })),
    );
    const sessions = opened.map(({ session }) => session);
    try {
      return await new Route(sessions, this.#options.logger).through(work, access.signal);
    } finally {
      for (const { agents } of opened) agents.close();
    }
  }

  async #open(
    endpoint: Endpoint,
    access: { readonly scopes: readonly string[]; readonly credentials: Credentials | undefined },
  ): Promise<{ readonly session: Session; readonly agents: Agents }> {
    const { clock, certificates = CERTIFICATES_FOLDER } = this.#options;
    const tls = await tlsFor(endpoint.host, { folder: certificates, verifies: endpoint.verifiesTls });
    const agents = new Agents(tls, this.proxies);
    const send = createSend(agents, this.#timings);
    const common = { send, timings: this.#timings, clock };
    const authorizer = new Authorizer({
      ...common,
      scopes: access.scopes,
      credentials: await this.#credentialsFor(endpoint, access.credentials),
      tokens: this.#tokens,
    });
    // A mirror is there to be quick: the registry itself is the second try.
    const patience = endpoint.isMirror ? { ...this.#patience, attempts: 1 } : this.#patience;
    return { session: new Session({ ...common, endpoint, authorizer, patience }), agents };
  }

  /** What a client gives is meant for the registry, so a mirror gets only what is stored for it. */
  async #credentialsFor(endpoint: Endpoint, given: Credentials | undefined): Promise<Credentials> {
    if (given !== undefined && !endpoint.isMirror) return given;
    if (endpoint.isMirror && given?.kind === 'anonymous') return anonymous;
    return storedCredentials(dockerConfigPath(this.#options.env), endpoint.host);
  }
}
