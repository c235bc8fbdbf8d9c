import type { SpecInput } from './spec-input.ts';

/**
 * The kernel parameters of a container's own namespaces: Docker's defaults, which let every user ping and bind low ports
 * in a network namespace of its own, then those that were asked for.
 */
export function sysctlsOf(input: SpecInput): Record<string, string> {
  const ownNetwork = {
    'net.ipv4.ping_group_range': '0 2147483647',
    'net.ipv4.ip_unprivileged_port_start': '0',
  };
  const { network } = input.namespaces;
  const isOwn = network === 'private' || (network !== 'host' && network.isOwn === true);
  return {
    ...(isOwn ? ownNetwork : {}),
    ...(input.domainname !== '' && input.namespaces.uts === 'private'
      ? { 'kernel.domainname': input.domainname }
      : {}),
    ...input.sysctls,
  };
}
