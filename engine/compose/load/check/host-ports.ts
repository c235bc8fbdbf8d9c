import type { FieldPath } from '../../model/place.ts';
import type { Checked, Complain } from './checked.ts';

/** Checks that no two services, nor two entries of one, publish the same port of the host. */
export function checkHostPorts({ services }: Checked, complain: Complain): void {
  const taken = new Map<string, { readonly address: string; readonly service: string }[]>();
  for (const [name, service] of services) {
    service.ports?.forEach((port, index) => {
      if (port.published === undefined || port.published.includes('-')) return;
      const key = `${port.published}/${port.protocol}`;
      const others = taken.get(key) ?? [];
      const address = port.host_ip ?? '';
      const clash = others.find((other) => overlap(other.address, address));
      if (clash) {
        const by = clash.service === name ? 'this service' : `service "${clash.service}"`;
        complain(['services', name, 'ports', index], `port ${key} of the host is published by ${by} already`);
      }
      taken.set(key, [...others, { address, service: name }]);
    });
  }
}

/** Warns of services with several containers that all publish one port of the host: only one of them can. */
export function warnOfSharedPorts(
  { services }: Checked,
  warn: (path: FieldPath, message: string) => void,
): void {
  for (const [name, service] of services) {
    const replicas = service.scale ?? service.deploy?.replicas ?? 1;
    const index = service.ports?.findIndex(({ published = '-' }) => !published.includes('-')) ?? -1;
    const port = service.ports?.[index];
    if (replicas < 2 || !port) continue;
    warn(
      ['services', name, 'ports', index],
      `only one of the ${replicas} containers of service "${name}" can publish port ${port.published}`,
    );
  }
}

/** No address stands for all of them, `0.0.0.0` for those of IPv4, `::` for those of IPv6. */
function overlap(one: string, other: string): boolean {
  return covers(one, other) || covers(other, one);
}

function covers(one: string, other: string): boolean {
  if (one === other || one === '') return true;
  if (one === '0.0.0.0') return !other.includes(':');
  return one === '::' && other.includes(':');
}
