import type { Build } from '../../model/build.ts';
import type { Deploy } from '../../model/deploy.ts';
import type { MountedFile } from '../../model/mount.ts';
import type { Dependency, Port, Service } from '../../model/service.ts';
import { extensionsOf, type RawService, withoutExtensions } from './raw.ts';

/** What a service gets from outside its own text. */
export interface ServiceSurroundings {
  /** The project's folder. */
  readonly directory: string;
  /** The variables of its env files. */
  readonly variables: Readonly<Record<string, string>>;
  /** The labels of its label files. */
  readonly labels: Readonly<Record<string, string>>;
}

/** A service with its defaults. */
export function resolvedService(name: string, raw: RawService, around: ServiceSurroundings): Service {
  const {
    build,
    deploy,
    develop,
    depends_on: _dependsOn,
    env_file: _envFile,
    label_file: _labelFile,
    extends: _extends,
    pull_policy: pullPolicy,
    pull_refresh_after: refreshAfter,
    ...rest
  } = withoutExtensions(raw);
  const environment = { ...around.variables, ...rest.environment };
  const labels = { ...around.labels, ...rest.labels };
  const dependencies = dependenciesOf(raw);
  const policy = pullPolicy === 'refresh' ? `every_${refreshAfter ?? '24h'}` : pullPolicy;
  return {
    name,
    ...rest,
    command: rest.command ?? null,
    entrypoint: rest.entrypoint ?? null,
    ...(build && { build: resolvedBuild(build, around.directory) }),
    ...(deploy && { deploy: resolvedDeploy(deploy) }),
    ...(develop && { develop }),
    ...(policy !== undefined && { pull_policy: policy === 'if_not_present' ? 'missing' : policy }),
    ...(Object.keys(environment).length > 0 && { environment }),
    ...(Object.keys(labels).length > 0 && { labels }),
    ...(Object.keys(dependencies).length > 0 && { depends_on: dependencies }),
    ...networksOf(raw),
    ...(rest.ports && { ports: rest.ports.map(resolvedPort) }),
    ...(rest.secrets && { secrets: rest.secrets.map(resolvedSecret) }),
    ...(rest.gpus && {
      gpus: rest.gpus.map((gpu) => ({ ...gpu, capabilities: gpu.capabilities ?? ['gpu'] })),
    }),
    ...extensionsOf(raw),
  };
}

function resolvedBuild(build: Partial<Build>, directory: string): Build {
  const { dockerfile, dockerfile_inline: inline } = build;
  return {
    ...build,
    context: build.context ?? directory,
    ...(inline === undefined && { dockerfile: dockerfile || 'Dockerfile' }),
  };
}

function resolvedDeploy(deploy: Partial<Deploy>): Deploy {
  return { ...deploy, resources: deploy.resources ?? {}, placement: deploy.placement ?? {} };
}

function resolvedPort(port: Port): Port {
  return { ...port, mode: port.mode ?? 'ingress', protocol: port.protocol ?? 'tcp' };
}

function resolvedSecret(secret: MountedFile): MountedFile {
  return { ...secret, target: secret.target ?? `/run/secrets/${secret.source}` };
}

function networksOf(raw: RawService): Pick<Service, 'networks'> {
  const networks = raw.networks ?? {};
  if (Object.keys(networks).length === 0 && (raw.network_mode !== undefined || raw.provider)) return {};
  return { networks: Object.keys(networks).length > 0 ? networks : { default: {} } };
}

/** What is written, and what links, shared namespaces and mounts of others imply. */
function dependenciesOf(raw: RawService): Readonly<Record<string, Dependency>> {
  const written = Object.entries(raw.depends_on ?? {}).map(([service, dependency]): [string, Dependency] => [
    service,
    { condition: 'service_started', ...dependency, required: dependency.required ?? true },
  ]);
  const dependencies = new Map(written);
  for (const { service, restart } of impliedDependencies(raw)) {
    if (dependencies.has(service)) continue;
    dependencies.set(service, { condition: 'service_started', ...(restart && { restart }), required: true });
  }
  return Object.fromEntries(dependencies);
}

/** The services that a service needs without `depends_on` saying so, and the key that says it. */
export function impliedDependencies(
  raw: Pick<Service, 'links' | 'network_mode' | 'ipc' | 'pid' | 'uts' | 'cgroup' | 'volumes_from'>,
): readonly { readonly service: string; readonly key: string; readonly restart: boolean }[] {
  const links = (raw.links ?? []).map((link) => ({ service: before(link), key: 'links', restart: true }));
  const namespaces = (['network_mode', 'ipc', 'pid', 'uts', 'cgroup'] as const).flatMap((key) => {
    const [, service] = /^service:(.+)$/.exec(raw[key] ?? '') ?? [];
    return service === undefined ? [] : [{ service, key, restart: true }];
  });
  const mounts = (raw.volumes_from ?? [])
    .filter((from) => !from.startsWith('container:'))
    .map((from) => ({ service: before(from), key: 'volumes_from', restart: false }));
  return [...links, ...namespaces, ...mounts];
}

function before(text: string): string {
  return text.split(':')[0] ?? text;
}
