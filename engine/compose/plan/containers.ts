import { type Actual, type ActualContainer, isUp } from '../actual/actual.ts';
import { makerIn } from '../labels/labels.ts';
import { containerName, imageName, tiedTo } from '../labels/names.ts';
import type { Project } from '../model/project.ts';
import type { Service } from '../model/service.ts';
import { comparableService } from '../wanted/comparable.ts';
import type { Contents } from '../wanted/contents.ts';
import type { OnlyIf, Reason } from './action.ts';
import { anonymousLeft, carriedVolumes } from './anonymous.ts';
import { comparedWithShown } from './compare-shown.ts';
import { type Difference, differences, differenceText } from './difference.ts';
import type { Draft } from './draft.ts';
import type { UpOptions } from './options.ts';
import { assertNameIsFree, replicasOf } from './replicas.ts';
import { type PlannedNetworks, volumeKeys } from './resources.ts';
import { waitsFor } from './waits.ts';

/** What is planned for a service, for those that depend on it. */
export interface ServicePlan {
  /** Ids of what is done with its containers. */
  readonly actions: readonly string[];
  /** Of these, those that put another container in the place of one. */
  readonly replaced: readonly string[];
  /** Of these, those after which others find it anew: replaced or restarted. */
  readonly disturbed: readonly string[];
  /** Something is done for certain, not only if need be. */
  readonly certain: boolean;
}

export type ServicePlans = Map<string, ServicePlan>;

/** What is known when a service is planned. */
export interface Around {
  readonly draft: Draft;
  readonly project: Project;
  readonly actual: Actual;
  readonly contents: Contents;
  readonly options: UpOptions;
  /** Ids of the removals of orphans: these may hold ports or names. */
  readonly removals: readonly string[];
  readonly networks: PlannedNetworks;
  readonly volumes: ReadonlyMap<string, string>;
  readonly images: ReadonlyMap<string, string>;
  /** Of the services before. */
  readonly plans: ServicePlans;
}

/** Plans the containers of a service. */
export function planContainers(around: Around, service: Service): void {
  const { draft, project, actual, options, plans } = around;
  const { name } = service;
  const replicas = replicasOf(project, service, actual, options.scale?.[name]);
  const actions: string[] = [];
  const replaced: string[] = [];
  const restarted: string[] = [];
  let certain = false;

  const removed = replicas.excess.map((container) => {
    anonymousLeft(draft, container, `${name} needs ${replicas.wanted} containers`);
    return draft.add({
      ...onContainer(container),
      kind: 'container-remove',
      after: [],
      reasons: [{ text: `${replicas.wanted} of ${name} are wanted, and there are ${replicas.present}` }],
      running: isUp(container),
      volumes: false,
    });
  });

  const start = options.noStart !== true;
  const before = [...prerequisites(around, service), ...removed];
  const judged = replicas.kept.map((container) => ({
    container,
    verdict: judge(around, service, container),
  }));
  const isBusy = replicas.missing.length > 0 || judged.some(({ verdict }) => verdict.kind !== 'stays');
  // Nobody waits for a service that stays as it is.
  const waits = isBusy && start ? waitsFor(draft, project, service, actual, plans) : [];
  const after = [...before, ...waits];

  for (const { container, verdict } of judged) {
    const common = {
      ...onContainer(container),
      reasons: verdict.reasons,
      ...optional('onlyIf', verdict.onlyIf),
    };
    if (verdict.kind === 'stays') draft.stay(container, verdict.reasons);
    else if (verdict.kind === 'starts') {
      actions.push(draft.add({ ...common, kind: 'container-start', after, state: container.state }));
      certain = true;
    } else if (verdict.kind === 'restarts') {
      restarted.push(draft.add({ ...common, kind: 'container-restart', after }));
      certain ||= verdict.onlyIf === undefined;
    } else {
      const newName = containerName(project, service, container.number);
      if (newName !== container.name) assertNameIsFree(project, service, container.number, actual);
      const carried = options.renewAnonymousVolumes === true ? [] : carriedVolumes(draft, container, service);
      const { number } = container;
      // The first goes alone: when it fails, the others stay as they were.
      const mine = [...after, ...replaced.slice(0, 1)];
      const kind = 'container-recreate';
      const id = draft.add({ ...common, kind, after: mine, number, newName, start, carried });
      actions.push(id);
      replaced.push(id);
      certain ||= verdict.onlyIf === undefined;
    }
  }
  for (const number of replicas.missing) {
    const newName = containerName(project, service, number);
    const count = `${replicas.wanted} of ${name} are wanted, and there are ${replicas.present}`;
    const text = replicas.present === 0 ? 'it is not there yet' : count;
    const id = `container ${newName}`;
    actions.push(
      draft.add({
        kind: 'container-create',
        id,
        after,
        reasons: [{ text }],
        service: name,
        number,
        name: newName,
        start,
      }),
    );
    certain = true;
  }
  actions.push(...restarted);
  plans.set(name, { actions, replaced, disturbed: [...replaced, ...restarted], certain });
}

interface Verdict {
  readonly kind: 'stays' | 'starts' | 'restarts' | 'replaced';
  readonly reasons: readonly Reason[];
  readonly onlyIf?: OnlyIf;
}

/** What becomes of a container that the service keeps. */
function judge(around: Around, service: Service, container: ActualContainer): Verdict {
  const { options, project, plans } = around;
  const reasons = replacementReasons(around, service, container);
  if (options.forceRecreate === true) reasons.push({ text: 'it was asked for' });
  if (reasons.length > 0 && options.noRecreate !== true) return { kind: 'replaced', reasons };
  const maybe = replacedMaybe(around, service, container);
  if (maybe !== undefined && options.noRecreate !== true) return maybe;

  const isWaiting = options.noStart === true;
  if (!isUp(container) || container.state === 'paused') {
    const text = container.state === 'paused' ? 'it is paused' : notRunning(container);
    const ended = container.state === 'exited' && container.exitCode === 0 && isAwaited(project, service);
    if (ended) return { kind: 'stays', reasons: [{ text: 'it has ended well, as others wait for it to' }] };
    if (isWaiting) return { kind: 'stays', reasons: [{ text: `${text}, and nothing is to be started` }] };
    return { kind: 'starts', reasons: [{ text }] };
  }
  const cause = Object.entries(service.depends_on ?? {}).find(
    ([other, { restart }]) => restart === true && (plans.get(other)?.disturbed.length ?? 0) > 0,
  );
  if (cause !== undefined && !isWaiting) {
    const [other] = cause;
    const plan = plans.get(other);
    const text = `${other}, on which it depends with \`restart: true\`, is restarted or made anew`;
    const onlyIf = plan?.certain === true ? undefined : { done: plan?.disturbed ?? [] };
    return { kind: 'restarts', reasons: [{ text }], ...optional('onlyIf', onlyIf) };
  }
  const kept = reasons.map(({ text }) => ({ text: `kept, though ${text}` }));
  const made = container.config === undefined ? ` (made by ${makerIn(container.labels)})` : '';
  return { kind: 'stays', reasons: kept.length > 0 ? kept : [{ text: `it is as wanted${made}` }] };
}

/** The name that the old container has while a new one takes its place. */
const SET_ASIDE = /^[0-9a-f]{12}_/;

function replacementReasons(around: Around, service: Service, container: ActualContainer): Reason[] {
  const { project, actual, networks, images, plans } = around;
  const found = fieldsThatDiffer(around, service, container);
  const reasons: Reason[] = found.map((difference) => ({ text: differenceText(difference), difference }));
  if (SET_ASIDE.test(container.name)) {
    reasons.push({ text: 'it was set aside to be made anew, which did not come to its end' });
  }
  const image = imageName(project, service);
  const here = actual.images[image];
  if (here !== undefined && here.id !== container.image && !images.has(image)) {
    reasons.push({
      text: `the image ${image} is another one now (${short(here.id)}, it runs ${short(container.image)})`,
    });
  }
  for (const key of Object.keys(service.networks ?? {})) {
    if (networks.anew.has(key)) reasons.push({ text: `the network ${key} is made anew` });
  }
  for (const { service: other, key } of tiedTo(service)) {
    const plan = plans.get(other);
    if (plan?.certain === true && plan.replaced.length > 0)
      reasons.push({ text: `\`${key}\` ties it to ${other}, which is made anew` });
  }
  return reasons;
}

function fieldsThatDiffer(
  { project, actual, contents }: Around,
  service: Service,
  container: ActualContainer,
): readonly Difference[] {
  if (container.config === undefined) return comparedWithShown(project, service, container, actual);
  return differences(container.config, comparableService(project, service, contents).config);
}

/** What is only known once images are pulled or built. */
function replacedMaybe(
  { project, images, plans, actual }: Around,
  service: Service,
  container: ActualContainer,
): Verdict | undefined {
  const image = imageName(project, service);
  const reasons: Reason[] = [];
  const onlyIf: { imageIsNot?: string; done?: string[] } = {};
  if (images.has(image)) {
    const what = actual.images[image] === undefined ? 'fetched' : 'renewed';
    reasons.push({ text: `the image ${image} is ${what}, and may be another one then` });
    onlyIf.imageIsNot = container.image;
  }
  for (const { service: other, key } of tiedTo(service)) {
    const replaced = plans.get(other)?.replaced ?? [];
    if (replaced.length === 0) continue;
    reasons.push({ text: `\`${key}\` ties it to ${other}, which may be made anew` });
    onlyIf.done = [...(onlyIf.done ?? []), ...replaced];
  }
  return reasons.length === 0 ? undefined : { kind: 'replaced', reasons, onlyIf };
}

/** Ids of what has to be there before a container of the service is made. */
function prerequisites(around: Around, service: Service): readonly string[] {
  const { project, networks, volumes, images, removals, plans } = around;
  const found = [
    ...removals,
    ...Object.keys(service.networks ?? {}).map((key) => networks.actions.get(key)),
    ...volumeKeys(service).map((key) => volumes.get(key)),
    images.get(imageName(project, service)),
    ...Object.keys(service.depends_on ?? {}).flatMap((other) => plans.get(other)?.actions ?? []),
    ...tiedTo(service).flatMap(({ service: other }) => plans.get(other)?.actions ?? []),
  ];
  return [...new Set(found.flatMap((id) => id ?? []))];
}

/** Others wait for it to end well. */
function isAwaited(project: Project, { name }: Service): boolean {
  return Object.values(project.services).some(
    ({ depends_on = {} }) => depends_on[name]?.condition === 'service_completed_successfully',
  );
}

function notRunning({ state, exitCode }: ActualContainer): string {
  return state === 'exited' ? `it does not run (it ended with ${exitCode})` : 'it does not run';
}

function onContainer({ service, name, id }: ActualContainer) {
  return { id: `container ${name}`, service, name, container: id };
}

function short(image: string): string {
  return image.replace('sha256:', '').slice(0, 12);
}

function optional<K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [P in K]?: V });
}
