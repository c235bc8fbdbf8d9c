import { type Actual, type ActualContainer, isAnonymous } from '../actual/actual.ts';
import { imageName } from '../labels/names.ts';
import type { Mount } from '../model/mount.ts';
import type { Project } from '../model/project.ts';
import type { Port, Service } from '../model/service.ts';
import { jsonOf } from '../wanted/canonical.ts';
import { type Difference, differences } from './difference.ts';

/**
 * How a container that another tool made differs from what the file wants, as far as its inspect shows: only what the
 * file says is compared, since what it does not say is the image's or the engine's affair.
 */
export function comparedWithShown(
  project: Project,
  service: Service,
  container: ActualContainer,
  actual: Actual,
): readonly Difference[] {
  const { shown } = container;
  const has: Record<string, unknown> = {};
  const wants: Record<string, unknown> = {};
  const compare = (key: string, wanted: unknown, present: unknown) => {
    if (wanted === undefined || wanted === null) return;
    wants[key] = wanted;
    has[key] = present;
  };
  compare('command', service.command, shown.command);
  compare('entrypoint', service.entrypoint, shown.entrypoint);
  compare('user', service.user, shown.user);
  compare('working_dir', service.working_dir, shown.workingDir);
  compare('hostname', service.hostname, shown.hostname);
  compare('privileged', service.privileged ?? false, shown.privileged);
  compare('read_only', service.read_only ?? false, shown.readOnly);
  if (service.deploy?.restart_policy === undefined)
    compare('restart', service.restart ?? 'no', shown.restart);
  compare('mem_limit', service.mem_limit, shown.memory);
  compare('ports', portsOf(service.ports ?? []), shown.ports);
  compare('volumes', wantedMounts(project, service), presentMounts(service, container));
  if (service.networks !== undefined) {
    const names = Object.keys(service.networks).map((key) => project.networks[key]?.name ?? key);
    compare('networks', names.sort(), container.networks);
  }
  const image = actual.images[imageName(project, service)];
  const ofImage = new Set(image?.environment ?? []);
  compare(
    'environment',
    Object.fromEntries(Object.entries(service.environment ?? {}).filter(([, value]) => value !== null)),
    Object.fromEntries(
      shown.environment
        .filter(
          (entry) => !ofImage.has(entry) || entry.slice(0, entry.indexOf('=')) in (service.environment ?? {}),
        )
        .map((entry) => [entry.slice(0, entry.indexOf('=')), entry.slice(entry.indexOf('=') + 1)]),
    ),
  );
  const labels = Object.entries(container.labels).filter(([key]) => key in (service.labels ?? {}));
  compare('labels', service.labels ?? {}, Object.fromEntries(labels));
  return differences(jsonOf(has), jsonOf(wants));
}

function portsOf(ports: readonly Port[]): Readonly<Record<string, readonly string[]>> {
  const found: Record<string, string[]> = {};
  for (const { target, protocol, host_ip = '', published = '' } of ports) {
    const isAny = host_ip === '' || host_ip === '0.0.0.0' || host_ip === '::';
    const key = `${target}/${protocol}`;
    found[key] = [...(found[key] ?? []), isAny ? published : `${host_ip}:${published}`].sort();
  }
  return found;
}

/** Target → what is there, for mounts that have a name in the file. */
function wantedMounts(project: Project, { volumes = [] }: Service): object {
  const of = ({ source = '', type }: Mount) =>
    type === 'volume' ? (project.volumes[source]?.name ?? source) : source;
  const named = volumes.filter(
    ({ type, source }) => type === 'bind' || (type === 'volume' && source !== undefined),
  );
  return Object.fromEntries(named.map((mount) => [mount.target, of(mount)]));
}

/** Configs and secrets are bind mounts too, which no label tells. */
function presentMounts({ configs = [] }: Service, { mounts }: ActualContainer): object {
  const files = configs.map(({ source, target }) => target ?? `/${source}`);
  const own = mounts.filter(
    (mount) =>
      (mount.Type === 'bind' &&
        !mount.Destination.startsWith('/run/secrets/') &&
        !files.includes(mount.Destination)) ||
      (mount.Type === 'volume' && !isAnonymous(mount)),
  );
  return Object.fromEntries(
    own.map(({ Type, Name, Source, Destination }) => [Destination, Type === 'volume' ? Name : Source]),
  );
}
