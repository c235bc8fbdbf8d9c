import type { ContainerInspect, PortBinding } from '../../api/types/container.ts';
import type { NetworkInspect } from '../../api/types/network.ts';
import type { Volume } from '../../api/types/volume.ts';
import { LABEL } from '../labels/labels.ts';
import type { Json } from '../wanted/canonical.ts';
import type { ActualContainer, ActualNetwork, ActualVolume, Shown } from './actual.ts';

type Texts = Readonly<Record<string, string>>;

/** A container of a project, from its inspect. */
export function actualContainer(inspect: ContainerInspect): ActualContainer {
  const { State, Config } = inspect;
  const labels = Config.Labels ?? {};
  return {
    id: inspect.Id,
    name: inspect.Name.replace(/^\//, ''),
    service: labels[LABEL.service] ?? '',
    number: Number(labels[LABEL.number] ?? 1),
    oneoff: labels[LABEL.oneoff]?.toLowerCase() === 'true',
    image: inspect.Image,
    imageName: Config.Image ?? '',
    state: State.Status,
    exitCode: State.ExitCode,
    health: State.Health?.Status,
    created: inspect.Created,
    labels,
    config: configIn(labels),
    mounts: inspect.Mounts,
    networks: Object.keys(inspect.NetworkSettings.Networks).sort(),
    shown: shownIn(inspect),
  };
}

/** A network, from a list or an inspect; only an inspect tells its members. */
export function actualNetwork(project: string, network: NetworkInspect): ActualNetwork {
  const labels = network.Labels ?? {};
  return {
    id: network.Id,
    name: network.Name,
    key: keyIn(project, labels, LABEL.network),
    labels,
    config: configIn(labels),
    members: Object.fromEntries(
      Object.entries(network.Containers ?? {}).map(([id, { Name }]) => [id, Name] as const),
    ),
  };
}

export function actualVolume(project: string, { Name, Labels }: Volume): ActualVolume {
  const labels = Labels ?? {};
  return { name: Name, key: keyIn(project, labels, LABEL.volume), labels, config: configIn(labels) };
}

function keyIn(project: string, labels: Texts, label: string): string | undefined {
  return labels[LABEL.project] === project ? labels[label] : undefined;
}

/** A label that somebody broke is as good as none. */
function configIn(labels: Texts): Json | undefined {
  const text = labels[LABEL.config];
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

function shownIn({ Config, HostConfig }: ContainerInspect): Shown {
  const { Name = 'no', MaximumRetryCount = 0 } = HostConfig.RestartPolicy ?? {};
  return {
    command: Config.Cmd ?? [],
    entrypoint: Config.Entrypoint ?? [],
    environment: Config.Env ?? [],
    user: Config.User ?? '',
    workingDir: Config.WorkingDir ?? '',
    hostname: Config.Hostname ?? '',
    privileged: HostConfig.Privileged ?? false,
    readOnly: HostConfig.ReadonlyRootfs ?? false,
    restart: `${Name === '' ? 'no' : Name}${MaximumRetryCount > 0 ? `:${MaximumRetryCount}` : ''}`,
    memory: HostConfig.Memory ?? 0,
    ports: Object.fromEntries(
      Object.entries(HostConfig.PortBindings ?? {}).map(
        ([port, bindings]) => [port, (bindings ?? []).map(bindingText).sort()] as const,
      ),
    ),
  };
}

function bindingText({ HostIp = '', HostPort = '' }: PortBinding): string {
  const isAny = HostIp === '' || HostIp === '0.0.0.0' || HostIp === '::';
  return isAny ? HostPort : `${HostIp}:${HostPort}`;
}
