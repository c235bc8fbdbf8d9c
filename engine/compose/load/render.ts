import { stringify } from 'yaml';
import type { Project } from '../model/project.ts';
import type { Service, Ulimit } from '../model/service.ts';

/** The rendered configuration as a value, in the shape that `docker compose config --format json` prints. */
export function renderedConfig(project: Project): unknown {
  const resources = (['networks', 'volumes', 'configs', 'secrets', 'models'] as const).flatMap(
    (key): [string, unknown][] => {
      const entries = Object.entries(project[key]);
      return entries.length > 0
        ? [[key, Object.fromEntries(entries.map(([name, value]) => [name, renderedResource(value)]))]]
        : [];
    },
  );
  const services = Object.entries(project.services).map(([name, service]) => [
    name,
    renderedService(service),
  ]);
  return escaped({
    name: project.name,
    services: Object.fromEntries(services),
    ...Object.fromEntries(resources),
    ...project.extensions,
  });
}

/** The rendered configuration as YAML; loading it again gives the same project. */
export function renderedYaml(project: Project): string {
  return stringify(renderedConfig(project), { lineWidth: 0, aliasDuplicateObjects: false });
}

function renderedResource(resource: object): object {
  const { extensions, text: _, ...rest } = resource as { extensions?: object; text?: string };
  return sorted({ ...rest, ...extensions });
}

const SIZES = new Set([
  'mem_limit',
  'mem_reservation',
  'memswap_limit',
  'shm_size',
  'memory',
  'size',
  'rate',
]);

function renderedService({ name: _, extensions, ...service }: Service): object {
  const rendered = {
    ...(withSizes(service) as object),
    ...(service.networks && {
      networks: mapped(service.networks, (network) => (Object.keys(network).length > 0 ? network : null)),
    }),
    ...(service.extra_hosts && { extra_hosts: hostLines(service.extra_hosts) }),
    ...(service.ulimits && { ulimits: mapped(service.ulimits, renderedUlimit) }),
    ...(service.build && {
      build: {
        ...(withSizes(service.build) as object),
        ...(service.build.extra_hosts && { extra_hosts: hostLines(service.build.extra_hosts) }),
        ...(service.build.ulimits && { ulimits: mapped(service.build.ulimits, renderedUlimit) }),
      },
    }),
    ...extensions,
  };
  return sorted(rendered);
}

function sorted(value: object): object {
  return Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

function hostLines(hosts: Readonly<Record<string, readonly string[]>>): readonly string[] {
  return Object.entries(hosts).flatMap(([host, addresses]) =>
    addresses.map((address) => `${host}=${address}`),
  );
}

function renderedUlimit({ soft, hard }: Ulimit): unknown {
  return soft === hard ? soft : { soft, hard };
}

/** Sizes are printed as texts, as Docker Compose does. */
function withSizes(value: unknown, key = ''): unknown {
  if (typeof value === 'number') return SIZES.has(key) ? String(value) : value;
  if (Array.isArray(value)) return value.map((item) => withSizes(item));
  if (typeof value !== 'object' || value === null) return value;
  return mapped(value as Readonly<Record<string, unknown>>, (inner, name) => withSizes(inner, name));
}

/** `$` is doubled in texts, so that what was rendered can be loaded. */
function escaped(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('$', '$$$$');
  if (Array.isArray(value)) return value.map(escaped);
  if (typeof value !== 'object' || value === null) return value;
  return mapped(value as Readonly<Record<string, unknown>>, escaped);
}

function mapped<T>(
  values: Readonly<Record<string, T>>,
  change: (value: T, key: string) => unknown,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, change(value, key)]));
}
