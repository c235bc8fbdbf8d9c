import type { Service } from '../../model/service.ts';
import { portRange } from '../form/ports.ts';
import type { Complain } from './checked.ts';

/** Checks a service by itself. */
export function checkService(name: string, service: Service, complain: Complain): void {
  const at = (...path: readonly (string | number)[]): readonly (string | number)[] => [
    'services',
    name,
    ...path,
  ];
  const { image, build, provider, networks, network_mode: mode, healthcheck, deploy } = service;
  if (image === undefined && !build && !provider) {
    complain(at(), `service "${name}" has neither an image nor a build context specified`);
  }
  if (build?.dockerfile !== undefined && build.dockerfile_inline !== undefined) {
    complain(at('build', 'dockerfile_inline'), '"dockerfile" and "dockerfile_inline" exclude each other');
  }
  if (build?.platforms && service.platform !== undefined && !build.platforms.includes(service.platform)) {
    complain(at('build', 'platforms'), `must include the platform of the service, "${service.platform}"`);
  }
  if (mode !== undefined && networks)
    complain(at('networks'), '"network_mode" and "networks" exclude each other');
  const [kind] = healthcheck?.test ?? [];
  if (kind !== undefined && !['CMD', 'CMD-SHELL', 'NONE'].includes(kind)) {
    complain(at('healthcheck', 'test'), 'a sequence must start with "CMD", "CMD-SHELL" or "NONE"');
  }
  const scale = service.scale ?? deploy?.replicas;
  if (service.container_name !== undefined && scale !== undefined && scale > 1) {
    complain(at('container_name'), `a name of its own is possible for one container only, not for ${scale}`);
  }
  checkTwice(service, (key, deployKey) =>
    complain(at(key), `says something else than "deploy.${deployKey}" does: leave one of them out`),
  );
  service.ports?.forEach((port, index) => {
    if (port.target < 1 || port.target > 65_535) complain(at('ports', index), `invalid port ${port.target}`);
    if (port.published !== undefined && !portRange(port.published)) {
      complain(at('ports', index), `invalid published port "${port.published}"`);
    }
    if (!['tcp', 'udp', 'sctp'].includes(port.protocol)) {
      complain(at('ports', index), `invalid protocol "${port.protocol}"`);
    }
  });
  service.volumes?.forEach((mount, index) => {
    if ((mount.type === 'bind' || mount.type === 'image') && mount.source === undefined) {
      complain(at('volumes', index), `a mount of type "${mount.type}" needs a source`);
    }
    if (mount.type === 'tmpfs' && mount.source !== undefined) {
      complain(at('volumes', index), 'a mount of type "tmpfs" has no source');
    }
  });
  service.develop?.watch?.forEach((rule, index) => {
    if (rule.action.startsWith('sync') && rule.target === undefined) {
      complain(
        at('develop', 'watch', index),
        `"target" is missing: "${rule.action}" has to know where files go`,
      );
    }
    if (rule.action === 'sync+exec' && !rule.exec) {
      complain(at('develop', 'watch', index), '"exec" is missing: "sync+exec" has to know what to run');
    }
  });
}

/** Values that can be given at two places, and are given differently. */
function checkTwice(service: Service, complain: (key: string, deployKey: string) => void): void {
  const { deploy } = service;
  const { limits, reservations } = deploy?.resources ?? {};
  const pairs: readonly [string, number | undefined, string, number | undefined][] = [
    ['scale', service.scale, 'replicas', deploy?.replicas],
    ['cpus', service.cpus, 'resources.limits.cpus', limits?.cpus],
    ['mem_limit', service.mem_limit, 'resources.limits.memory', limits?.memory],
    ['pids_limit', service.pids_limit, 'resources.limits.pids', limits?.pids],
    ['mem_reservation', service.mem_reservation, 'resources.reservations.memory', reservations?.memory],
  ];
  for (const [key, value, deployKey, deployed] of pairs) {
    if (value !== undefined && deployed !== undefined && value !== deployed) complain(key, deployKey);
  }
}
