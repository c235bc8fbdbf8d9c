import type { Places } from '../model/place.ts';
import type { Project } from '../model/project.ts';
import type { Service } from '../model/service.ts';
import { labelsOfFiles, variablesOfFiles } from './build/outside-files.ts';
import { extensionsOf, type RawModel, type RawService } from './build/raw.ts';
import { resolvedResources } from './build/resources.ts';
import { resolvedService } from './build/service.ts';
import { usedResources } from './build/used-resources.ts';
import { checkProject } from './check/check-project.ts';
import { findFiles } from './find-files.ts';
import { reportComplaints } from './formed-document.ts';
import { loadModel } from './load-model.ts';
import { projectName } from './project-name.ts';
import { readTextOfFile } from './read-text.ts';
import type { Loaded, LoadRequest } from './request.ts';
import { Run, type Scope } from './run.ts';
import { placeAt, plain } from './tree/plain.ts';

/**
 * Loads a Compose project: finds its files, merges and checks them, and resolves everything to long forms.
 * @throws {ComposeFault} when something in the files is wrong, with every place; another `GantryError` when there is none
 */
export async function loadProject(request: LoadRequest): Promise<Loaded> {
  const run = new Run(request.read ?? readTextOfFile);
  const found = await findFiles(run, request);
  const name = await projectName(run, request, found);
  const environment = new Map(found.environment).set('COMPOSE_PROJECT_NAME', name);
  const scope: Scope = {
    directory: found.directory,
    lookup: (variable) => environment.get(variable),
    home: environment.get('HOME'),
  };
  const wanted = found.files.map((file) => ({ file, askedBy: { file, line: 1, column: 1 } }));
  const model = await loadModel(run, scope, wanted, []);
  reportComplaints(run, model, true);

  const raw = plain(model) as RawModel;
  const profiles = request.profiles ?? listOf(environment.get('COMPOSE_PROFILES'));
  const places: Places = { of: (path) => placeAt(model, path, 'key') };
  const { services, inactive } = await servicesOf(run, places, scope, raw, (key, service) => {
    return isActive(service, profiles) || (request.services ?? []).includes(key);
  });
  checkProject(run, places, { services, inactive, resources: raw });
  const inDefault = services.some(([, service]) => Object.hasOwn(service.networks ?? {}, 'default'));
  const outside = Object.fromEntries(environment);
  const project: Project = {
    name,
    directory: found.directory,
    files: found.files,
    profiles,
    environment: outside,
    services: Object.fromEntries(services),
    inactive: Object.fromEntries(inactive),
    ...usedResources(services, {
      ...resolvedResources(raw, name, outside, inDefault),
      models: raw.models ?? {},
    }),
    extensions: extensionsOf(raw).extensions ?? {},
    places,
    sources: run.sources,
  };
  return { project, warnings: run.warnings };
}

/** The services with what their files say; those of inactive ones are not read. */
async function servicesOf(
  run: Run,
  places: Places,
  { directory, lookup }: Scope,
  raw: RawModel,
  isWanted: (name: string, service: RawService) => boolean,
): Promise<{ services: [string, Service][]; inactive: [string, Service][] }> {
  const services: [string, Service][] = [];
  const inactive: [string, Service][] = [];
  for (const [name, service] of Object.entries(raw.services ?? {})) {
    const active = isWanted(name, service);
    const around = {
      directory,
      variables: active ? await variablesOfFiles(run, places, name, service, lookup) : {},
      labels: active ? await labelsOfFiles(run, places, name, service) : {},
    };
    (active ? services : inactive).push([name, resolvedService(name, service, around)]);
  }
  return { services, inactive };
}

function isActive({ profiles }: RawService, active: readonly string[]): boolean {
  if (!profiles || profiles.length === 0 || active.includes('*')) return true;
  return profiles.some((profile) => active.includes(profile));
}

function listOf(text = ''): readonly string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
