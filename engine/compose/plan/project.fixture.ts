import type { Project } from '../model/project.ts';
import type { Service } from '../model/service.ts';

/** A service as the loader would give it. */
export function serviceOf(name: string, fields: Partial<Service> = {}): Service {
  return {
    name,
    image: 'busybox',
    command: null,
    entrypoint: null,
    ...(fields.network_mode === undefined ? { networks: { default: {} } } : {}),
    ...fields,
  };
}

/** A project of these services, with the networks and volumes that they name. */
export function projectOf(services: readonly Service[], fields: Partial<Project> = {}): Project {
  const name = fields.name ?? 'proj';
  const named = <T extends object>(keys: readonly string[], rest: T) =>
    Object.fromEntries(keys.map((key) => [key, { name: `${name}_${key}`, ...rest }] as const));
  const mounts = services.flatMap(({ volumes = [] }) => volumes);
  return {
    name,
    directory: '/proj',
    files: ['/proj/compose.yaml'],
    profiles: [],
    environment: {},
    services: Object.fromEntries(services.map((service) => [service.name, service])),
    inactive: {},
    networks: named(
      services.flatMap(({ networks = {} }) => Object.keys(networks)),
      { ipam: {} },
    ),
    volumes: named(
      mounts.flatMap(({ type, source }) => (type === 'volume' ? (source ?? []) : [])),
      {},
    ),
    configs: {},
    secrets: {},
    models: {},
    extensions: {},
    places: { of: () => undefined },
    sources: ['/proj/compose.yaml'],
    ...fields,
  };
}
