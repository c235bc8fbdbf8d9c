import type { PortSummary } from '../../engine/api/types/container.ts';

/** A published port as a person reads it, and where a browser finds it. */
export interface PortLink {
  /** `8080:80`, `53:53/udp`: the host's port, then the container's. */
  readonly label: string;
  /** Undefined for what no browser speaks. */
  readonly url: string | undefined;
}

/** The ports that are published, each once however many addresses of the host it is published on. */
export function portLinks(ports: readonly PortSummary[]): PortLink[] {
  const seen = new Map<string, PortLink>();
  for (const { IP, PrivatePort, PublicPort, Type } of ports) {
    if (PublicPort === undefined) continue;
    const label = `${PublicPort}:${PrivatePort}${Type === 'tcp' ? '' : `/${Type}`}`;
    const anywhere = IP === undefined || ['', '0.0.0.0', '::'].includes(IP);
    const host = anywhere ? 'localhost' : IP.includes(':') ? `[${IP}]` : IP;
    if (!seen.has(label)) {
      seen.set(label, { label, url: Type === 'tcp' ? `http://${host}:${PublicPort}` : undefined });
    }
  }
  return [...seen.values()];
}
