import type { Project } from '../../model/project.ts';
import type { Service } from '../../model/service.ts';

type Resources = Pick<Project, 'networks' | 'volumes' | 'configs' | 'secrets' | 'models'>;

/** The resources that active services use; what nobody uses is not made. */
export function usedResources(
  services: readonly (readonly [string, Service])[],
  { networks, volumes, configs, secrets, models }: Resources,
): Resources {
  const used = (keys: (service: Service) => readonly string[]): ReadonlySet<string> =>
    new Set(services.flatMap(([, service]) => keys(service)));
  return {
    networks: only(
      networks,
      used((service) => Object.keys(service.networks ?? {})),
    ),
    volumes: only(volumes, used(volumesOf)),
    configs: only(configs, used(configsOf)),
    secrets: only(
      secrets,
      used(({ secrets: own, build }) =>
        [...(own ?? []), ...(build?.secrets ?? [])].map(({ source }) => source),
      ),
    ),
    models: only(
      models,
      used((service) => Object.keys(service.models ?? {})),
    ),
  };
}

function volumesOf(service: Service): readonly string[] {
  return (service.volumes ?? []).flatMap(({ type, source }) =>
    type === 'volume' && source !== undefined ? [source] : [],
  );
}

function configsOf({ configs, credential_spec: spec }: Service): readonly string[] {
  return [
    ...(configs ?? []).map(({ source }) => source),
    ...(spec?.config === undefined ? [] : [spec.config]),
  ];
}

function only<T>(all: Readonly<Record<string, T>>, keys: ReadonlySet<string>): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(all).filter(([key]) => keys.has(key)));
}
