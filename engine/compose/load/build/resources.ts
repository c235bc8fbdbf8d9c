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

function named<T extends { name: string; external?: boolean }>(
  project: string,
  key: string,
  raw: RawResource<T> | null,
): Omit<RawResource<T>, 'external'> & { name: string; external?: boolean } & T {
  const { external, ...rest } = withoutExtensions(raw ?? ({} as RawResource<T>));
  const isExternal = typeof external === 'object' || external === true;
  const oldName = typeof external === 'object' ? external.name : undefined;
  const name = (rest.name as string | undefined) ?? oldName ?? (isExternal ? key : `${project}_${key}`);
  return {
    ...rest,
    name,
    ...(isExternal && { external: true }),
    ...extensionsOf(raw ?? {}),
  } as never;
}

function mapped<In, Out>(
  values: Readonly<Record<string, In>>,
  change: (key: string, value: In) => Out,
): Readonly<Record<string, Out>> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, change(key, value)]));
}
