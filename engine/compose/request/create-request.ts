import type { ContainerCreateRequest, HealthcheckConfig, HostConfig } from '../../api/types/container.ts';
import { containerLabels } from '../labels/labels.ts';
import { imageName, serviceIn } from '../labels/names.ts';
import type { Project } from '../model/project.ts';
import type { HealthCheck, Service } from '../model/service.ts';
import type { CarriedVolume } from '../plan/action.ts';
import type { Comparable } from '../wanted/comparable.ts';
import type { ServiceFile } from '../wanted/contents.ts';
import { defined } from './defined.ts';
import { nanoseconds, seconds } from './durations.ts';
import { limitsOf } from './limits.ts';
import { mountsOf } from './mounts.ts';
import { type Endpoint, endpointsOf, portsOf } from './networking.ts';
import { restartOf } from './restart-policy.ts';

/** What a container is made with. */
export interface CreateInput {
  readonly project: Project;
  readonly service: Service;
  readonly number: number;
  readonly comparable: Comparable;
  /** The image's id. */
  readonly image: string;
  readonly files: readonly ServiceFile[];
  readonly carried: readonly CarriedVolume[];
  /** The container of another service that this one shares a namespace or volumes with. */
  readonly containerOf: (service: string) => string;
  /** `container:alias` for the links of the service. */
  readonly links: readonly string[];
  /** For a container of `run`. */
  readonly oneoff?: { readonly slug: string; readonly aliases: boolean; readonly remove: boolean };
}

/** The request that makes a service's container, and the networks that it is connected with after that. */
export interface CreateParts {
  readonly request: ContainerCreateRequest;
  readonly further: readonly Endpoint[];
}

/** Translates a service into a create request of Docker's API. */
export function createRequest(input: CreateInput): CreateParts {
  const { project, service, number, comparable, image, oneoff } = input;
  const { exposed, bindings } = portsOf(service);
  const endpoints = endpointsOf(project, service, number, {
    links: input.links,
    aliases: oneoff?.aliases ?? true,
  });
  const [main, ...further] = endpoints;
  const labels = containerLabels(project, service, {
    number,
    config: comparable.text,
    hash: comparable.hash,
    image,
    ...(oneoff === undefined ? {} : { slug: oneoff.slug }),
  });
  const request = defined({
    Image: imageName(project, service),
    Hostname: service.hostname,
    Domainname: service.domainname,
    User: service.user,
    WorkingDir: service.working_dir,
    Cmd: service.command ?? undefined,
    Entrypoint: service.entrypoint ?? undefined,
    Env: environmentOf(service.environment),
    Tty: service.tty,
    OpenStdin: service.stdin_open,
    // The input of a container of `run` ends with the one who gives it.
    ...(oneoff !== undefined && service.stdin_open === true ? { AttachStdin: true, StdinOnce: true } : {}),
    AttachStdout: true,
    AttachStderr: true,
    ExposedPorts: Object.keys(exposed).length === 0 ? undefined : exposed,
    Healthcheck: healthOf(service.healthcheck),
    Labels: labels,
    StopSignal: service.stop_signal,
    StopTimeout: seconds(service.stop_grace_period),
    MacAddress: service.mac_address,
    HostConfig: hostConfig(input, bindings, main),
    NetworkingConfig: main === undefined ? undefined : { EndpointsConfig: { [main.network]: main.settings } },
  });
  return { request, further };
}

function hostConfig(
  { project, service, files, carried, containerOf, oneoff }: CreateInput,
  bindings: HostConfig['PortBindings'],
  main: Endpoint | undefined,
): HostConfig {
  const systemPaths = (service.security_opt ?? []).includes('systempaths=unconfined');
  return {
    ...defined({
      NetworkMode: modeOf(service.network_mode, containerOf) ?? main?.network ?? 'none',
      PidMode: modeOf(service.pid, containerOf),
      IpcMode: modeOf(service.ipc, containerOf),
      UTSMode: service.uts,
      UsernsMode: service.userns_mode,
      CgroupnsMode: service.cgroup,
      Isolation: service.isolation,
      Runtime: service.runtime,
      PortBindings: bindings,
      RestartPolicy: oneoff === undefined ? restartOf(service) : undefined,
      AutoRemove: oneoff?.remove,
      VolumesFrom: service.volumes_from?.map((from) => volumesFrom(from, containerOf)),
      Init: service.init,
      Privileged: service.privileged,
      ReadonlyRootfs: service.read_only,
      CapAdd: service.cap_add,
      CapDrop: service.cap_drop,
      SecurityOpt: service.security_opt?.filter((one) => one !== 'systempaths=unconfined'),
      MaskedPaths: systemPaths ? [] : undefined,
      ReadonlyPaths: systemPaths ? [] : undefined,
      GroupAdd: service.group_add,
      Sysctls: service.sysctls,
      StorageOpt: service.storage_opt,
      Annotations: service.annotations,
      Dns: service.dns,
      DnsOptions: service.dns_opt,
      DnsSearch: service.dns_search,
      ExtraHosts: hostsOf(service.extra_hosts),
      Devices: service.devices?.map(({ source, target, permissions }) => ({
        PathOnHost: source,
        PathInContainer: target,
        CgroupPermissions: permissions,
      })),
      DeviceCgroupRules: service.device_cgroup_rules,
      LogConfig:
        service.logging === undefined
          ? undefined
          : defined({ Type: service.logging.driver, Config: service.logging.options }),
    }),
    ...limitsOf(service),
    ...mountsOf(project, service, files, carried),
  };
}

function modeOf(mode: string | undefined, containerOf: (service: string) => string): string | undefined {
  const other = serviceIn(mode);
  return other === undefined ? mode : `container:${containerOf(other)}`;
}

/** `db`, `db:ro`, `container:name:ro`. */
function volumesFrom(text: string, containerOf: (service: string) => string): string {
  if (text.startsWith('container:')) return text.slice('container:'.length);
  const [service = '', ...options] = text.split(':');
  return [containerOf(service), ...options].join(':');
}

/** As the engine takes variables; those without a value are left out. */
export function environmentOf(
  environment: Readonly<Record<string, string | null>> | undefined,
): readonly string[] | undefined {
  if (environment === undefined) return undefined;
  return Object.entries(environment).flatMap(([name, value]) => (value === null ? [] : [`${name}=${value}`]));
}

function hostsOf(hosts: Service['extra_hosts']): readonly string[] | undefined {
  if (hosts === undefined) return undefined;
  return Object.entries(hosts).flatMap(([name, addresses]) => addresses.map((one) => `${name}:${one}`));
}

function healthOf(check: HealthCheck | undefined): HealthcheckConfig | undefined {
  if (check === undefined) return undefined;
  if (check.disable === true) return { Test: ['NONE'] };
  return defined({
    Test: check.test,
    Interval: nanoseconds(check.interval),
    Timeout: nanoseconds(check.timeout),
    StartPeriod: nanoseconds(check.start_period),
    StartInterval: nanoseconds(check.start_interval),
    Retries: check.retries,
  });
}
