import { createHash } from 'node:crypto';
import type { NetworkBackend } from '../api/backends.ts';
import type { NetworkInspect } from '../api/types/network.ts';
import { NEVER } from '../base/clock.ts';
import { fault } from '../base/errors.ts';

/** The two networks that need nothing made: the machine's own, and none at all. */
export function predefinedNetworks(instance: string): NetworkBackend {
  const all = [describe(instance, 'host', 'host'), describe(instance, 'none', 'null')];
  return {
    list: async (filters) =>
      all.filter(({ Name, Id, Driver }) => {
        const matches = (filter: string, test: (value: string) => boolean) => {
          const values = filters.get(filter) ?? [];
          return values.length === 0 || values.some(test);
        };
        return (
          matches('name', (value) => Name.includes(value)) &&
          matches('id', (value) => Id.startsWith(value)) &&
          matches('driver', (value) => Driver === value) &&
          matches('type', (value) => value === 'builtin') &&
          matches('scope', (value) => value === 'local') &&
          (filters.get('label') ?? []).length === 0
        );
      }),
    async inspect(ref) {
      const found = all.find(
        ({ Name, Id }) => Name === ref || Id === ref || (ref !== '' && Id.startsWith(ref)),
      );
      if (found === undefined) throw fault('not-found', `network ${ref} not found`);
      return found;
    },
    create: refuse,
    remove: refuse,
    prune: refuse,
    connect: refuse,
    disconnect: refuse,
  };
}

async function refuse(): Promise<never> {
  throw fault('not-implemented', 'networks of your own are not implemented yet');
}

function describe(instance: string, name: string, driver: string): NetworkInspect {
  return {
    Name: name,
    Id: createHash('sha256').update(`${instance}/${name}`).digest('hex'),
    Created: NEVER,
    Scope: 'local',
    Driver: driver,
    EnableIPv4: true,
    EnableIPv6: false,
    IPAM: { Driver: 'default', Options: null, Config: null },
    Internal: false,
    Attachable: false,
    Ingress: false,
    ConfigFrom: { Network: '' },
    ConfigOnly: false,
    Containers: {},
    Options: {},
    Labels: {},
  };
}
