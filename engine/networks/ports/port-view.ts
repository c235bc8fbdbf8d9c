import type { PortBinding, PortSummary } from '../../api/types/container.ts';
import type { PublishedPort } from '../firewall/state.ts';
import { type ContainerPort, portKey } from './port-wish.ts';

/** `NetworkSettings.Ports` of a running container: every exposed port, with where it is published. */
export function portMapOf(
  exposed: readonly ContainerPort[],
  published: readonly PublishedPort[],
): Record<string, PortBinding[] | null> {
  const map: Record<string, PortBinding[] | null> = Object.fromEntries(
    exposed.map((port) => [portKey(port), null]),
  );
  for (const { hostIp, hostPort, ...port } of published) {
    const bindings = (map[portKey(port)] ??= []);
    bindings.push({ HostIp: hostIp, HostPort: String(hostPort) });
  }
  return map;
}

/** `Ports` of a container in the list. */
export function portSummariesOf(
  exposed: readonly ContainerPort[],
  published: readonly PublishedPort[],
): PortSummary[] {
  const isPublished = new Set(published.map((port) => portKey(port)));
  return [
    ...exposed
      .filter((port) => !isPublished.has(portKey(port)))
      .map(({ port, protocol }) => ({ PrivatePort: port, Type: protocol })),
    ...published.map(({ hostIp, hostPort, port, protocol }) => ({
      IP: hostIp,
      PrivatePort: port,
      PublicPort: hostPort,
      Type: protocol,
    })),
  ];
}
