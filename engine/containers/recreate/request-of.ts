import { hostname } from 'node:os';
import { isDeepStrictEqual } from 'node:util';
import type { ContainerConfig, ContainerCreateRequest, HostConfig } from '../../api/types/container.ts';
import type { ContainerRequestAnswer } from '../../api/types/edit.ts';
import type { Deps } from '../deps.ts';
import { parseNetworkMode } from '../network-mode.ts';
import type { ContainerRecord } from '../record.ts';
import { withDefaults } from '../request/host-config-defaults.ts';
import { backInProject } from './project-labels.ts';

/** What makes a container like this one. Of an image that is gone nothing is known, and all stands in the request. */
export async function requestFor(deps: Deps, record: ContainerRecord): Promise<ContainerRequestAnswer> {
  const configOf = async (ref: string) => {
    try {
      return await deps.images.resolve(ref);
    } catch {
      return undefined;
    }
  };
  const [own, now] = await Promise.all([configOf(record.image), configOf(record.imageRef)]);
  const cgroupV2 = deps.host.cgroups.mode === 'v2';
  return {
    name: record.name,
    request: requestOf({ ...record, config: backInProject(record) }, own?.config ?? {}, {
      cgroupV2,
      hostname: hostname(),
    }),
    image: record.image,
    imageNow: now?.id ?? null,
  };
}

/**
 * The create request behind a record: what it says beyond its image and the engine's defaults. Creating from it, from the same
 * image, makes the same configuration again.
 */
export function requestOf(
  record: Pick<ContainerRecord, 'id' | 'config' | 'hostConfig' | 'networks' | 'imageRef'>,
  image: ContainerConfig,
  { cgroupV2, hostname }: { readonly cgroupV2: boolean; readonly hostname: string },
): ContainerCreateRequest {
  const host = hostRequestOf(record.hostConfig, cgroupV2);
  const endpoints = endpointsOf(record);
  return {
    ...configRequestOf(record, image, [record.id.slice(0, 12), hostname]),
    ...(Object.keys(host).length > 0 ? { HostConfig: host } : {}),
    ...(endpoints === undefined ? {} : { NetworkingConfig: { EndpointsConfig: endpoints } }),
  };
}

function configRequestOf(
  { config, imageRef }: Pick<ContainerRecord, 'config' | 'imageRef'>,
  image: ContainerConfig,
  unasked: readonly string[],
): ContainerCreateRequest {
  const { Entrypoint, Cmd, Env, Labels, ExposedPorts, Volumes, OnBuild: _none, ...rest } = config;
  const scalars = Object.fromEntries(
    Object.entries(rest).filter(([key, value]) => {
      if (key === 'Hostname') return typeof value === 'string' && !unasked.includes(value);
      if (key === 'StopTimeout') return typeof value === 'number';
      return !isNothing(value) && !isDeepStrictEqual(value, image[key as keyof ContainerConfig]);
    }),
  );
  const env = (Env ?? []).filter((one) => !(image.Env ?? []).includes(one));
  return {
    ...scalars,
    Image: imageRef,
    ...commandOf({ Entrypoint: Entrypoint ?? null, Cmd: Cmd ?? null }, image),
    ...(env.length > 0 ? { Env: env } : {}),
    ...without('Labels', Labels, image.Labels),
    ...without('ExposedPorts', ExposedPorts, image.ExposedPorts),
    ...without('Volumes', Volumes, image.Volumes),
  };
}

/** What has to be said of the command, so that merging it with the image's gives the same. */
function commandOf(
  { Entrypoint: entrypoint, Cmd: cmd }: Pick<ContainerConfig, 'Entrypoint' | 'Cmd'>,
  image: ContainerConfig,
): Pick<ContainerConfig, 'Entrypoint' | 'Cmd'> {
  const own = entrypoint ?? [];
  const words = cmd ?? [];
  const sameEntrypoint = isDeepStrictEqual(own, image.Entrypoint ?? []);
  const sameCmd = isDeepStrictEqual(words, image.Cmd ?? []);
  if (sameEntrypoint && sameCmd) return {};
  if (sameEntrypoint && words.length > 0) return { Cmd: words };
  return { Entrypoint: own.length === 0 ? [''] : own, ...(words.length > 0 ? { Cmd: words } : {}) };
}

function without<Key extends string, Value>(
  key: Key,
  own: Readonly<Record<string, Value>> | null | undefined,
  image: Readonly<Record<string, Value>> | null | undefined,
): Partial<Record<Key, Readonly<Record<string, Value>>>> {
  const left = Object.entries(own ?? {}).filter(([name, value]) => !isDeepStrictEqual(value, image?.[name]));
  return left.length === 0
    ? {}
    : ({ [key]: Object.fromEntries(left) } as Record<Key, Readonly<Record<string, Value>>>);
}

/** Options of which zero says something else than nothing. */
const ZERO_SAYS: ReadonlySet<string> = new Set(['MemorySwappiness']);
/** Lists that, when they are empty, take the place of the engine's own. */
const EMPTY_SAYS: ReadonlySet<string> = new Set(['MaskedPaths', 'ReadonlyPaths']);

function hostRequestOf(host: HostConfig, cgroupV2: boolean): HostConfig {
  const { Memory } = host;
  const defaults = withDefaults(Memory === undefined ? {} : { Memory }, { cgroupV2, idOf: () => undefined });
  return Object.fromEntries(
    Object.entries(host).filter(([key, value]) => {
      if (ZERO_SAYS.has(key) && value === 0) return true;
      if (EMPTY_SAYS.has(key) && Array.isArray(value)) return true;
      if (key === 'Memory') return !isNothing(value);
      return !isNothing(value) && !isDeepStrictEqual(value, defaults[key as keyof HostConfig]);
    }),
  );
}

/** Nothing when the mode says it all. */
function endpointsOf({ hostConfig, networks = {} }: Pick<ContainerRecord, 'hostConfig' | 'networks'>) {
  const mode = parseNetworkMode(hostConfig.NetworkMode);
  if (mode.kind === 'container') return undefined;
  const own = mode.kind === 'network' ? mode.ref : mode.kind;
  const [only, ...more] = Object.entries(networks);
  if (only === undefined) return undefined;
  const saysNothing = more.length === 0 && only[0] === own && Object.keys(only[1]).length === 0;
  return saysNothing ? undefined : networks;
}

function isNothing(value: unknown): boolean {
  if (value === undefined || value === null || value === '' || value === 0 || value === false) return true;
  // An empty list or map, and a console of no size.
  return typeof value === 'object' && Object.values(value).every((one) => one === 0);
}
