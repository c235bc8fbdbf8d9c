import type { Project } from '../model/project.ts';
import type { Network, Volume } from '../model/resources.ts';
import type { Port, Service } from '../model/service.ts';
import { canonicalJson, type Json, sha256 } from './canonical.ts';
import { type Contents, filesOf } from './contents.ts';

/** What something is made from, in a form in which two can be compared field by field. */
export class Comparable {
  /** Fields that are undefined are as good as absent. */
  readonly config: Json;

  constructor(value: object) {
    this.config = value as Json;
  }

  /** Canonical JSON, as the label keeps it. */
  get text(): string {
    return canonicalJson(this.config);
  }

  get hash(): string {
    return sha256(this.text);
  }
}

/** Keys that say nothing about a container: they may change without making it anew. */
const APART = new Set<keyof Service>([
  'name',
  'build',
  'pull_policy',
  'scale',
  'profiles',
  'depends_on',
  'develop',
  'attach',
  'extensions',
  'pre_start',
  'post_start',
  'pre_stop',
  'provider',
]);

/**
 * What a service's containers are made from. Lists whose order means nothing become maps (ports by what they lead to,
 * mounts by their target), so that a difference has a name that a person finds in the file.
 */
export function comparableService(project: Project, service: Service, contents: Contents): Comparable {
  const kept = Object.fromEntries(
    Object.entries(service).filter(([key, value]) => !APART.has(key as keyof Service) && value !== null),
  );
  return new Comparable({
    ...kept,
    ...(service.environment === undefined ? {} : { environment: withoutNulls(service.environment) }),
    ...(service.ports === undefined ? {} : { ports: byTarget(service.ports) }),
    ...(service.networks === undefined ? {} : { networks: networksOf(project, service) }),
    ...(service.volumes === undefined ? {} : { volumes: mountsOf(project, service) }),
    deploy: deployOf(service.deploy),
    ...filesByTarget(project, service, contents),
  });
}

/** What a network or volume is made from. */
export function comparableResource(resource: Network | Volume): Comparable {
  const { external: _external, extensions: _extensions, name: _name, ...kept } = resource;
  return new Comparable(kept);
}

function withoutNulls(map: Readonly<Record<string, string | null>>): Readonly<Record<string, string | null>> {
  return Object.fromEntries(Object.entries(map).filter(([, value]) => value !== null));
}

function byTarget(ports: readonly Port[]): Readonly<Record<string, readonly string[]>> {
  const found: Record<string, string[]> = {};
  for (const { target, protocol, host_ip = '', published = '' } of ports) {
    const key = `${target}/${protocol}`;
    found[key] = [...(found[key] ?? []), host_ip === '' ? published : `${host_ip}:${published}`].sort();
  }
  return found;
}

function networksOf(project: Project, { networks = {} }: Service): object {
  return Object.fromEntries(
    Object.entries(networks).map(([key, settings]) => [
      key,
      { ...settings, name: project.networks[key]?.name ?? key },
    ]),
  );
}

function mountsOf(project: Project, { volumes = [] }: Service): object {
  return Object.fromEntries(
    volumes.map(({ target, ...mount }) => [
      target,
      mount.type === 'volume' && mount.source !== undefined
        ? { ...mount, source: project.volumes[mount.source]?.name ?? mount.source }
        : mount,
    ]),
  );
}

/** The number of replicas and what only Swarm reads say nothing about a container. */
function deployOf(deploy: Service['deploy']): object | undefined {
  const { limits, reservations } = deploy?.resources ?? {};
  if (limits === undefined && reservations === undefined && deploy?.restart_policy === undefined)
    return undefined;
  return { resources: { limits, reservations }, restart_policy: deploy?.restart_policy };
}

function filesByTarget(project: Project, service: Service, contents: Contents): object {
  const files = filesOf(project, service, contents);
  const of = (kind: 'configs' | 'secrets') =>
    Object.fromEntries(
      files
        .filter((file) => file.kind === kind)
        .map(({ target, file: { source }, how }) => [
          target,
          'bind' in how
            ? { source, file: how.bind }
            : { source, content: sha256(how.content), uid: how.uid, gid: how.gid, mode: how.mode },
        ]),
    );
  return {
    ...(service.configs === undefined ? {} : { configs: of('configs') }),
    ...(service.secrets === undefined ? {} : { secrets: of('secrets') }),
  };
}
