import { fault } from '../../base/errors.ts';
import type { Actual, ActualContainer } from '../actual/actual.ts';
import { LABEL } from '../labels/labels.ts';
import type { Project } from '../model/project.ts';
import type { Service } from '../model/service.ts';
import { comparableResource } from '../wanted/comparable.ts';
import type { Reason } from './action.ts';
import { differences, differenceText } from './difference.ts';
import type { Draft } from './draft.ts';
import type { UpOptions } from './options.ts';

/** What becomes of a project's networks: the actions by key, and those that are made anew. */
export interface PlannedNetworks {
  readonly actions: ReadonlyMap<string, string>;
  readonly anew: ReadonlySet<string>;
}

/**
 * Plans the networks that the services use. One that differs is made anew only when all of the project's containers in it
 * are made anew as well, or go: others would run on without it.
 * @param removals ids of the removals of orphans
 */
export function planNetworks(
  draft: Draft,
  project: Project,
  services: readonly Service[],
  actual: Actual,
  options: UpOptions,
  removals: readonly string[],
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
      const members = actual.containers.filter(
        (one) => one.networks.includes(network.name) && !removals.includes(removalOf(one)),
      );
      const staying = members.filter((one) => !isMadeAnew(one, key, services, options));
      if (staying.length > 0) {
        const texts = reasons.map(({ text }) => text).join(', ');
        const names = staying.map(({ name }) => name).join(', ');
        draft.warnings.push(
          `network ${network.name} stays as it was made, though ${texts}: containers that are not made anew are in it: ${names}`,
        );
        continue;
      }
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
      actions.set(
        key,
        draft.add({
          kind: 'network-recreate',
          ...common,
          after: removals,
          reasons,
          network: present.id,
          members: members.map((one) => one.id),
        }),
      );
    }
  }
  return { actions, anew };
}

/** The id of a container's removal. */
export function removalOf({ name }: Pick<ActualContainer, 'name'>): string {
  return `container ${name}`;
}

/** Whether this plan puts another container in the place of one in a network that is made anew, or removes it. */
function isMadeAnew(
  { service: name, oneoff, config }: ActualContainer,
  key: string,
  services: readonly Service[],
  { noRecreate = false, forRun = false }: UpOptions,
): boolean {
  if (oneoff || noRecreate || forRun) return false;
  const service = services.find((one) => one.name === name);
  // One that was made with the network and whose service does not name it any more differs in that.
  return service !== undefined && (key in (service.networks ?? {}) || config !== undefined);
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
