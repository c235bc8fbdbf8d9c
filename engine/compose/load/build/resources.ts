import type { Config, Network, Secret, Volume } from '../../model/resources.ts';
import { extensionsOf, type RawModel, type RawResource, withoutExtensions } from './raw.ts';

/** The resources of a project with their names and defaults. */
export interface Resources {
  readonly networks: Readonly<Record<string, Network>>;
  readonly volumes: Readonly<Record<string, Volume>>;
  readonly configs: Readonly<Record<string, Config>>;
  readonly secrets: Readonly<Record<string, Secret>>;
}

/**
 * Names resources: `project_key` unless they are named or external.
 * @param inDefault whether a service is in the network `default`, which then is there without being declared
 */
export function resolvedResources(
  raw: RawModel,
  project: string,
  environment: Readonly<Record<string, string>>,
  inDefault: boolean,
): Resources {
  const networks = { ...raw.networks };
  if (inDefault && !networks['default']) networks['default'] = null;
  const withText = <T extends Config>(file: T): T => {
    const text = file.content ?? (file.environment === undefined ? undefined : environment[file.environment]);
    return text === undefined ? file : { ...file, text };
  };
  return {
    networks: mapped(networks, (key, network) => ({
      ...named<Network>(project, key, network),
      ipam: network?.ipam ?? {},
    })),
    volumes: mapped(raw.volumes ?? {}, (key, volume) => named<Volume>(project, key, volume)),
    configs: mapped(raw.configs ?? {}, (key, config) => withText(named<Config>(project, key, config))),
    secrets: mapped(raw.secrets ?? {}, (key, secret) => withText(named<Secret>(project, key, secret))),
  };
}

/** Whatever else the resource has was held against the schema. */
function named<T extends object>(project: string, key: string, raw: RawResource<T> | null): T {
  const given: RawResource<{ name: string }> = raw ?? {};
  const { external, name, ...rest } = withoutExtensions(given);
  const isExternal = external !== undefined && external !== false;
  const oldName = typeof external === 'object' ? external.name : undefined;
  const resource: object = {
    ...rest,
    name: name ?? oldName ?? (isExternal ? key : `${project}_${key}`),
    ...(isExternal && { external: true }),
    ...extensionsOf(given),
  };
  return resource as T;
}

function mapped<In, Out>(
  values: Readonly<Record<string, In>>,
  change: (key: string, value: In) => Out,
): Readonly<Record<string, Out>> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, change(key, value)]));
}
