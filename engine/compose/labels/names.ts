import type { Project } from '../model/project.ts';
import type { Service } from '../model/service.ts';

/** The name of a service's nth container: its `container_name`, else `project-service-1`. */
export function containerName(project: Project, service: Service, number: number): string {
  return service.container_name ?? `${project.name}-${service.name}-${number}`;
}

/** The image that a service runs: as written, else the name of the one that is built for it. */
export function imageName(project: Project, service: Service): string {
  return service.image ?? `${project.name}-${service.name}`;
}

/** Another service that `network_mode`, `pid` or `ipc` names (`service:db`). */
export function serviceIn(mode: string | undefined): string | undefined {
  return mode?.startsWith('service:') === true ? mode.slice('service:'.length) : undefined;
}

/** The services whose containers this one's are tied to: made anew when those are. */
export function tiedTo(service: Service): readonly { readonly service: string; readonly key: string }[] {
  const modes = (['network_mode', 'pid', 'ipc'] as const).flatMap((key) => {
    const other = serviceIn(service[key]);
    return other === undefined ? [] : [{ service: other, key }];
  });
  const volumes = (service.volumes_from ?? []).flatMap((from) => {
    const [other = ''] = from.split(':');
    return other === 'container' ? [] : [{ service: other, key: 'volumes_from' }];
  });
  return [...modes, ...volumes];
}
