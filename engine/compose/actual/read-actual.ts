import type { ImageInspect } from '../../api/types/image.ts';
import { isKind } from '../../base/errors.ts';
import { inSlices } from '../../base/in-slices.ts';
import type { EngineClient } from '../../client/client.ts';
import { LABEL } from '../labels/labels.ts';
import { imageName } from '../labels/names.ts';
import type { Project } from '../model/project.ts';
import type { Actual, ActualContainer, ActualImage, ActualNetwork, Asked } from './actual.ts';
import { actualContainer, actualNetwork, actualVolume } from './of-inspect.ts';

const AT_A_TIME = 16;
const NOTHING: Asked = { networks: [], volumes: [], images: [] };

/** What a project names, whoever made it. */
export function askedBy(project: Project): Asked {
  const names = (resources: Readonly<Record<string, { readonly name: string }>>) =>
    Object.values(resources).map(({ name }) => name);
  return {
    networks: names(project.networks),
    volumes: names(project.volumes),
    images: Object.values(project.services).map((service) => imageName(project, service)),
  };
}

/** Reads what the engine has of a project. */
export async function readActual(
  client: EngineClient,
  project: string,
  asked: Asked = NOTHING,
): Promise<Actual> {
  const [listed, networks, volumes, images] = await Promise.all([
    client.containers.list({ all: true }),
    readNetworks(client, project, asked.networks),
    client.volumes.list(),
    readImages(client, asked.images),
  ]);
  const isOurs = (labels: Readonly<Record<string, string>> | null) => labels?.[LABEL.project] === project;
  const ours = listed.filter(({ Labels }) => isOurs(Labels));
  const others = listed.filter(({ Labels }) => !isOurs(Labels));
  const containers = await inSlices(ours, AT_A_TIME, ({ Id }) => readContainer(client, Id));
  return {
    project,
    asked,
    containers: containers.flatMap((one) => one ?? []).sort(byServiceAndNumber),
    networks,
    volumes: volumes
      .filter(({ Name, Labels }) => isOurs(Labels) || asked.volumes.includes(Name))
      .map((volume) => actualVolume(project, volume))
      .sort(byName),
    images,
    otherNames: Object.fromEntries(
      others.flatMap(({ Id, Names }) => Names.map((name) => [name.replace(/^\//, ''), Id] as const)),
    ),
  };
}

/** One that went away meanwhile is not there. */
async function readContainer(client: EngineClient, id: string): Promise<ActualContainer | undefined> {
  const inspect = await orMissing(client.containers.inspect(id));
  return inspect === undefined ? undefined : actualContainer(inspect);
}

async function readNetworks(
  client: EngineClient,
  project: string,
  asked: readonly string[],
): Promise<readonly ActualNetwork[]> {
  const listed = (await client.networks.list())
    .map((network) => actualNetwork(project, network))
    .filter(({ name, labels }) => labels[LABEL.project] === project || asked.includes(name));
  const inspected = await inSlices(listed, AT_A_TIME, async (network) => {
    if (network.key === undefined) return network;
    const inspect = await orMissing(client.networks.inspect(network.id));
    return inspect === undefined ? [] : actualNetwork(project, inspect);
  });
  return inspected.flat().sort(byName);
}

async function readImages(
  client: EngineClient,
  refs: readonly string[],
): Promise<Readonly<Record<string, ActualImage>>> {
  const found = await inSlices([...new Set(refs)], AT_A_TIME, async (ref) => {
    const inspect = await orMissing(client.images.inspect(ref));
    return inspect === undefined ? [] : ([[ref, actualImage(inspect)]] as const);
  });
  return Object.fromEntries(found.flat());
}

function actualImage({ Id, Config, Metadata }: ImageInspect): ActualImage {
  const taggedAt = Date.parse(Metadata?.LastTagTime ?? '');
  return {
    id: Id,
    taggedAt: Number.isNaN(taggedAt) || taggedAt < 0 ? 0 : taggedAt,
    environment: Config?.Env ?? [],
  };
}

async function orMissing<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (isKind(error, 'not-found')) return undefined;
    throw error;
  }
}

function byServiceAndNumber(one: ActualContainer, other: ActualContainer): number {
  return compare(one.service, other.service) || one.number - other.number || compare(one.id, other.id);
}

function byName(one: { readonly name: string }, other: { readonly name: string }): number {
  return compare(one.name, other.name);
}

function compare(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1;
}
