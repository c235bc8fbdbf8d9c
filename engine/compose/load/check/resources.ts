import type { Checked, Complain } from './checked.ts';

/** Checks what was declared beside services. */
export function checkResources({ services, resources }: Checked, complain: Complain): void {
  for (const kind of ['configs', 'secrets'] as const) {
    for (const [key, file] of Object.entries(resources[kind] ?? {})) {
      const given = ['file', 'environment', 'content', 'driver'].filter((option) =>
        Object.hasOwn(file, option),
      );
      const what = kind.slice(0, -1);
      if (given.length > 1) {
        complain([kind, key], `${what} "${key}" has more than one source: ${given.join(', ')}`);
      }
      if (given.length === 0 && !isExternal(file)) {
        complain([kind, key], `${what} "${key}" needs one of file, environment, content or external`);
      }
    }
  }
  for (const kind of ['networks', 'volumes', 'configs', 'secrets'] as const) {
    for (const [key, resource] of Object.entries(resources[kind] ?? {})) {
      if (!resource || !isExternal(resource)) continue;
      const others = Object.entries(resource)
        .filter(([option, value]) => !['external', 'name'].includes(option) && !isEmpty(value))
        .map(([option]) => option)
        .filter((option) => !option.startsWith('x-'));
      for (const option of others) {
        complain(
          [kind, key, option],
          `an external ${kind.slice(0, -1)} is not made here, so it has no "${option}"`,
        );
      }
    }
  }
  checkContainerNames(services, complain);
}

function checkContainerNames(services: Checked['services'], complain: Complain): void {
  const users = new Map<string, string>();
  for (const [name, service] of services) {
    const own = service.container_name;
    if (own === undefined) continue;
    const other = users.get(own);
    if (other !== undefined) {
      complain(
        ['services', name, 'container_name'],
        `container name "${own}" is already in use by service "${other}"`,
      );
    }
    users.set(own, name);
  }
}

function isExternal({ external }: { readonly external?: unknown }): boolean {
  return external !== undefined && external !== false;
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
