import { fault } from '../../base/errors.ts';
import { placeText } from '../model/place.ts';
import type { Project } from '../model/project.ts';
import type { Service } from '../model/service.ts';
import { restartOf } from '../request/restart-policy.ts';

/** Keys that need something that no Docker engine has, and why they are refused. */
const REFUSED: Readonly<Partial<Record<keyof Service, string>>> = {
  provider: 'services that another program provides are not supported',
  models: 'language models are not supported',
  credential_spec: 'credential specs are for Windows containers',
  use_api_socket: 'the engine’s socket is not handed to containers; mount it as a volume if you mean to',
  pre_start:
    'hooks before the start are not supported; use a service that is waited for with `service_completed_successfully`',
};

/** What only Swarm reads of `deploy`. */
const SWARM = ['mode', 'endpoint_mode', 'labels', 'update_config', 'rollback_config'] as const;

/**
 * Refuses the keys of a service that cannot be done, by name and place (`not-implemented`), and a restart policy that is none
 * (`invalid`); answers warnings about those
 * that mean nothing on a single machine.
 */
export function assertSupported(project: Project, service: Service): readonly string[] {
  for (const [key, why] of Object.entries(REFUSED)) {
    if (service[key as keyof Service] === undefined || service[key as keyof Service] === false) continue;
    const at = project.places.of(['services', service.name, key]);
    throw fault(
      'not-implemented',
      `${at === undefined ? '' : `${placeText(at)}: `}service ${service.name}: \`${key}\`: ${why}`,
    );
  }
  restartOf(service);
  const { deploy } = service;
  if (deploy === undefined) return [];
  const meaningless = [
    ...SWARM.filter((key) => deploy[key] !== undefined && !(key === 'mode' && deploy.mode === 'replicated')),
    ...(Object.keys(deploy.placement ?? {}).length > 0 ? ['placement'] : []),
    ...(deploy.resources.reservations?.generic_resources === undefined
      ? []
      : ['resources.reservations.generic_resources']),
    ...(deploy.resources.reservations?.cpus === undefined ? [] : ['resources.reservations.cpus']),
  ];
  return meaningless.map(
    (key) => `service ${service.name}: \`deploy.${key}\` is for Swarm and has no effect on one machine`,
  );
}
