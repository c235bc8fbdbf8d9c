import { fault } from '../../base/errors.ts';
import type { Actual } from '../actual/actual.ts';
import { LABEL } from '../labels/labels.ts';
import type { Project } from '../model/project.ts';
import type { Service } from '../model/service.ts';
import { comparableResource } from '../wanted/comparable.ts';
import type { Reason } from './action.ts';
import { differences, differenceText } from './difference.ts';
import type { Draft } from './draft.ts';

/** What becomes of a project's networks: the actions by key, and those that are made anew. */
export interface PlannedNetworks {
  readonly actions: ReadonlyMap<string, string>;
  readonly anew: ReadonlySet<string>;
}

/** Plans the networks that the services use. */
export function planNetworks(
  draft: Draft,
  project: Project,
  services: readonly Service[],
  actual: Actual,
): PlannedNetworks {
  const actions = new Map<string, string>();
  const anew = new Set<string>();
  for (const key of used(services, ({ networks = {} }) => Object.keys(networks))) {
    const network = project.networks[key];
    if (network === undefined) continue;
    const present = actual.networks.find(({ name }) => name === network.name);
    const id = `network ${key}`;
    const common = { id, after: [], key, name: network.name };
    if (network.external === true) {
      if (present === undefined)
        throw fault(
          'not-found',
          `network ${network.name} declared as external, but could not be found: make it first`,
        );
    } else if (present === undefined) {
      actions.set(
        key,
        draft.add({ kind: 'network-create', ...common, reasons: [{ text: 'it is not there yet' }] }),
      );
    } else if (present.key !== key) {
      throw fault(
        'conflict',
        `network ${network.name} is there already, and is not of project ${project.name}; use \`external: true\` or another name`,
      );
    } else {
      const reasons = drift(present.config, comparableResource(network).config);
      if (reasons.length === 0) continue;
      const ours = new Set(actual.containers.map((one) => one.id));
      const strangers = Object.entries(present.members).filter(([member]) => !ours.has(member));
      if (strangers.length > 0) {
        const names = strangers.map(([, name]) => name).join(', ');
        throw fault(
          'conflict',
          `network ${network.name} has to be made anew, but containers of others are in it: ${names}`,
        );
      }
      anew.add(key);
      const members = actual.containers
        .filter(({ networks }) => networks.includes(network.name))
        .map((one) => one.id);
      actions.set(
        key,
        draft.add({ kind: 'network-recreate', ...common, reasons, network: present.id, members }),
      );
    }
  }
  return { actions, anew };
}

/** Plans the volumes that the services use; answers the actions by key. A volume is never made anew: that would lose its data. */
export function planVolumes(
  draft: Draft,
  project: Project,
  services: readonly Service[],
  actual: Actual,
): ReadonlyMap<string, string> {
  const actions = new Map<string, string>();
  for (const key of used(services, volumeKeys)) {
    const volume = project.volumes[key];
    if (volume === undefined) continue;
    const present = actual.volumes.find(({ name }) => name === volume.name);
    if (present === undefined) {
      if (volume.external === true)
        throw fault('not-found', `external volume "${volume.name}" not found: make it first`);
      const reasons = [{ text: 'it is not there yet' }];
      const id = `volume ${key}`;
      actions.set(key, draft.add({ kind: 'volume-create', id, after: [], reasons, key, name: volume.name }));
      continue;
    }
    if (volume.external === true) continue;
    if (present.key !== key) {
      draft.warnings.push(
        `volume ${volume.name} is there already, made by somebody else: it is used as it is; \`external: true\` says that this is meant`,
      );
      continue;
    }
    for (const { text } of drift(present.config, comparableResource(volume).config)) {
      const note = `volume ${volume.name} stays as it was made, though ${text}: making it anew would lose its data`;
      draft.warnings.push(note);
      draft.data.push({ volume: volume.name, anonymous: false, fate: 'kept', text: note });
    }
  }
  leftVolumes(draft, project, actual);
  return actions;
}

/** Volumes of the project that its file does not have any more. */
function leftVolumes(draft: Draft, project: Project, actual: Actual): void {
  const wanted = new Set(Object.values(project.volumes).map(({ name }) => name));
  const inactive = new Set(Object.values(project.inactive).flatMap(volumeKeys));
  for (const { name, key, labels } of actual.volumes) {
    if (key === undefined || wanted.has(name) || inactive.has(key)) continue;
    if (labels[LABEL.project] !== project.name) continue;
    draft.data.push({
      volume: name,
      anonymous: false,
      fate: 'left',
      text: `volume ${name}: no active service of the file uses it; it stays`,
    });
  }
}

function drift(
  present: Parameters<typeof differences>[0],
  wanted: Parameters<typeof differences>[1],
): Reason[] {
  // Those that another tool made say nothing of how.
  if (present === undefined) return [];
  return differences(present, wanted).map((difference) => ({
    text: differenceText(difference),
    difference,
  }));
}

/** The project's volumes among a service's mounts. */
export function volumeKeys({ volumes = [] }: Service): readonly string[] {
  return volumes.flatMap(({ type, source }) => (type === 'volume' && source !== undefined ? [source] : []));
}

function used(
  services: readonly Service[],
  keys: (service: Service) => readonly string[],
): readonly string[] {
  return [...new Set(services.flatMap(keys))].sort();
}
