import { isInsecure } from './insecure.ts';
import type { RegistrySettings } from './settings.ts';

/** An address at which a registry, or a mirror of it, may answer. */
export interface Endpoint {
  /** The registry as certificates and credentials are kept for it: `docker.io`, `host:port`. */
  readonly host: string;
  /** Everything before `/v2/`. */
  readonly base: string;
  readonly isMirror: boolean;
  readonly verifiesTls: boolean;
}

/** Where Docker Hub's registry really is. */
const HUB = { domain: 'docker.io', address: 'https://registry-1.docker.io' } as const;

/**
 * Where the registry `domain` may answer, in the order to try: mirrors (Docker Hub's, and only to read from), then HTTPS,
 * then, when it is insecure, plain HTTP.
 */
export async function endpointsOf(
  domain: string,
  settings: RegistrySettings,
  purpose: 'read' | 'write',
): Promise<readonly Endpoint[]> {
  if (domain === HUB.domain) {
    const hub: Endpoint = { host: domain, base: HUB.address, isMirror: false, verifiesTls: true };
    return purpose === 'write' ? [hub] : [...(await mirrorsOf(settings)), hub];
  }
  const insecure = await isInsecure(domain, settings.insecure);
  const common = { host: domain, isMirror: false, verifiesTls: !insecure };
  const secure: Endpoint = { ...common, base: `https://${domain}` };
  return insecure ? [secure, { ...common, base: `http://${domain}` }] : [secure];
}

async function mirrorsOf(settings: RegistrySettings): Promise<Endpoint[]> {
  return Promise.all(
    settings.mirrors.map(async (base) => {
      const { host } = new URL(base);
      return { host, base, isMirror: true, verifiesTls: !(await isInsecure(host, settings.insecure)) };
    }),
  );
}

/** The address of something below `/v2/`; `path` begins without a slash. */
export function urlAt(endpoint: Endpoint, path: string, query: Readonly<Record<string, string>> = {}): URL {
  const url = new URL(`${endpoint.base}/v2/${path}`);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url;
}
