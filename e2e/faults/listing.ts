import type { ContainerEdit, ContainerEditAnswer } from '../../engine/api/types/edit.ts';
import type { Engine } from '../fixtures/engine.ts';
import type { Found } from './ledger.ts';

/** A container as the engine tells it. */
export interface ListedContainer {
  readonly Id: string;
  readonly Name: string;
  readonly RestartCount: number;
  readonly State: { readonly Status: string; readonly Pid: number; readonly StartedAt: string };
  readonly HostConfig: { readonly RestartPolicy: { readonly Name: string } };
  readonly Mounts: readonly {
    readonly Type: string;
    readonly Name?: string;
    readonly Destination: string;
  }[];
  readonly NetworkSettings: {
    readonly Ports: Readonly<Record<string, readonly { readonly HostPort: string }[] | null>>;
    readonly Networks: Readonly<
      Record<string, { readonly NetworkID: string; readonly IPAddress: string; readonly MacAddress: string }>
    >;
  };
}

export interface ListedNetwork {
  readonly Id: string;
  readonly Name: string;
  readonly Driver: string;
  readonly IPAM: { readonly Config: readonly { readonly Gateway?: string }[] };
}

/** All that an engine says that it has. */
export interface Listing {
  readonly containers: readonly ListedContainer[];
  /** What is told of their edits, by the id of either container. */
  readonly edits: ReadonlyMap<string, ContainerEdit>;
  readonly networks: readonly ListedNetwork[];
  readonly volumes: readonly string[];
  readonly tags: readonly string[];
}

/** Throws when the engine cannot tell. What goes while it is looked at is not in it. */
export async function listingOf({ http }: Engine): Promise<Listing> {
  const find = async <T>(path: string): Promise<T | undefined> => {
    const answer = await http.get(path);
    if (answer.status === 404) return undefined;
    if (answer.status !== 200) throw new Error(`GET ${path}: ${answer.status} ${answer.text}`);
    return answer.json<T>();
  };
  const get = async <T>(path: string): Promise<T> => {
    const found = await find<T>(path);
    if (found === undefined) throw new Error(`GET ${path}: not found`);
    return found;
  };
  const [ids, networks, volumes, images] = await Promise.all([
    get<{ Id: string }[]>('/containers/json?all=1'),
    get<ListedNetwork[]>('/networks'),
    get<{ Volumes: { Name: string }[] | null }>('/volumes'),
    get<{ Id: string; RepoTags: string[] | null }[]>('/images/json'),
  ]);
  const found = await Promise.all(
    ids.map(async ({ Id }) => ({
      container: await find<ListedContainer>(`/containers/${Id}/json`),
      edit: (await find<ContainerEditAnswer>(`/gantry/containers/${Id}/edit`))?.edit ?? undefined,
    })),
  );
  await Promise.all(images.map(({ Id }) => get(`/images/${Id}/json`)));
  return {
    containers: found.flatMap(({ container }) => container ?? []),
    edits: new Map(
      found.flatMap(({ container, edit }) =>
        container === undefined || edit === undefined ? [] : [[container.Id, edit] as const],
      ),
    ),
    networks,
    volumes: (volumes.Volumes ?? []).map(({ Name }) => Name),
    tags: images.flatMap(({ RepoTags }) => RepoTags ?? []),
  };
}

export function foundOf({ State, RestartCount, HostConfig }: ListedContainer): Found {
  const { Status: status, Pid: pid, StartedAt: startedAt } = State;
  const always = HostConfig.RestartPolicy.Name === 'always';
  return { status, pid, startedAt, restarts: RestartCount, always };
}

/** Where containers of a storm have an anonymous volume. */
export const ANONYMOUS = '/anonymous';

/** The name of the anonymous volume of a container of a storm. */
export function anonymousOf({ Mounts }: ListedContainer): string | undefined {
  return Mounts.find(({ Destination }) => Destination === ANONYMOUS)?.Name;
}
