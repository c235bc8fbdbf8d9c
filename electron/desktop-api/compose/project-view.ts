import { renderedYaml } from '../../../engine/compose/load/render.ts';
import type { Project } from '../../../engine/compose/model/project.ts';
import type { Port, Service } from '../../../engine/compose/model/service.ts';
import type { ProjectProblem, ProjectView, ResourceView, ServiceView } from './types.ts';

/** A loaded project as pages show it. */
export function projectView(project: Project, warnings: readonly ProjectProblem[]): ProjectView {
  const { name, directory, files, sources, services, inactive, networks, volumes } = project;
  const views = [
    ...Object.values(services).map((service) => serviceView(project, service, true)),
    ...Object.values(inactive).map((service) => serviceView(project, service, false)),
  ];
  return {
    name,
    directory,
    files,
    sources,
    profiles: [...new Set(views.flatMap(({ profiles }) => profiles))].sort(),
    services: views,
    networks: resources(networks),
    volumes: resources(volumes),
    rendered: renderedYaml(project),
    warnings: warnings.map(({ message, place }) => ({ message, place })),
  };
}

function serviceView({ places }: Project, service: Service, active: boolean): ServiceView {
  const { name, profiles = [], image = '', build, scale, deploy, healthcheck, ports = [] } = service;
  return {
    name,
    active,
    profiles,
    image,
    isBuilt: build !== undefined,
    scale: scale ?? deploy?.replicas ?? 1,
    hasHealthCheck: healthcheck !== undefined && healthcheck.disable !== true,
    ports: ports.map(portText),
    dependsOn: Object.entries(service.depends_on ?? {}).map(([other, { condition, required }]) => ({
      service: other,
      condition,
      required,
    })),
    place: places.of(['services', name]) ?? null,
  };
}

function portText({ host_ip, published, target, protocol }: Port): string {
  const host = published === undefined ? '' : `${host_ip === undefined ? '' : `${host_ip}:`}${published}:`;
  return `${host}${target}${protocol === 'tcp' ? '' : `/${protocol}`}`;
}

function resources(
  all: Readonly<Record<string, { readonly name: string; readonly external?: boolean }>>,
): readonly ResourceView[] {
  return Object.entries(all).map(([key, { name, external = false }]) => ({ key, name, external }));
}
