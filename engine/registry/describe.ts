import type { RegistrySettings } from './settings.ts';

/** The settings as `GET /info` tells them (Docker Engine API, RegistryServiceConfig). */
export function describeRegistries({ mirrors, insecure }: RegistrySettings) {
  // dockerd tells mirrors with a slash at the end, and clients compare them so.
  const Mirrors = mirrors.map((mirror) => `${mirror}/`);
  const one = (Name: string, facts: { readonly isHub: boolean }) => ({
    Name,
    Mirrors: facts.isHub ? Mirrors : [],
    Secure: facts.isHub,
    Official: facts.isHub,
  });
  const hosts = [...insecure.hosts].map((host) => [host, one(host, { isHub: false })] as const);
  return {
    AllowNondistributableArtifactsCIDRs: null,
    AllowNondistributableArtifactsHostnames: null,
    InsecureRegistryCIDRs: insecure.cidrs,
    IndexConfigs: Object.fromEntries([['docker.io', one('docker.io', { isHub: true })] as const, ...hosts]),
    Mirrors,
  };
}
