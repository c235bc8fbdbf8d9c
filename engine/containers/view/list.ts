import type { Filters } from '../../api/backends/filters.ts';
import type { ContainerSummary } from '../../api/types/container.ts';
import type { Deps } from '../deps.ts';
import { mountsOf } from '../mounts/view.ts';
import { isLive } from '../state.ts';
import type { Entry } from '../store.ts';
import { compileFilters } from './filters.ts';
import { sizesOf } from './inspect.ts';
import { endpointSettingsOf, portsOf } from './network-view.ts';
import { statusText } from './status-text.ts';

export interface ListOptions {
  readonly all: boolean;
  readonly limit?: number;
  readonly size: boolean;
  readonly filters: Filters;
}

/** The containers that `docker ps` shows, newest first. Throws `invalid` for a filter it does not know. */
export async function listContainers(deps: Deps, options: ListOptions): Promise<ContainerSummary[]> {
  const matches = await compileFilters(deps, options.filters);
  const shownByState = ({ stored }: Entry) =>
    options.all ||
    options.limit !== undefined ||
    isLive(stored.state) ||
    stored.state.status === 'restarting';
  const asksForState = options.filters.has('status') || options.filters.has('exited');
  const found = deps.store
    .all()
    .filter((entry) => (asksForState || shownByState(entry)) && matches(entry))
    .sort(newestFirst);
  const limited = options.limit === undefined ? found : found.slice(0, options.limit);
  const images = await imagesOf(deps, limited);
  return await Promise.all(limited.map((entry) => summaryOf(deps, entry, images, options.size)));
}

/** Times of creation are UTC in one form, so their letters tell which is later. */
function newestFirst({ record: { created: one } }: Entry, { record: { created: other } }: Entry): number {
  if (one === other) return 0;
  return one < other ? 1 : -1;
}

/** The image that each reference names now; most containers share few of them. */
async function imagesOf(deps: Deps, entries: readonly Entry[]): Promise<ReadonlyMap<string, string>> {
  const images = new Map<string, string>();
  for (const ref of new Set(entries.map(({ record }) => record.imageRef))) {
    const image = await deps.images.resolve(ref).catch(() => undefined);
    if (image !== undefined) images.set(ref, image.id);
  }
  return images;
}

async function summaryOf(
  deps: Deps,
  { record, stored }: Entry,
  images: ReadonlyMap<string, string>,
  size: boolean,
): Promise<ContainerSummary> {
  return {
    Id: record.id,
    Names: [`/${record.name}`],
    // The reference that was asked for while it still names the container's image, else the image's id.
    Image: images.get(record.imageRef) === record.image ? record.imageRef : record.image,
    ImageID: record.image,
    Command: commandText(record.args),
    Created: Math.floor(Date.parse(record.created) / 1000),
    Ports: portsOf(deps, record),
    ...(size ? await sizesOf(deps, record) : {}),
    Labels: record.config.Labels ?? {},
    State: stored.state.status,
    Status: statusText(stored.state, deps.clock.now(), stored.health?.status),
    HostConfig: {
      NetworkMode: record.hostConfig.NetworkMode ?? 'default',
      ...(record.hostConfig.Annotations ? { Annotations: record.hostConfig.Annotations } : {}),
    },
    NetworkSettings: { Networks: endpointSettingsOf(deps, record) },
    Mounts: mountsOf(deps, record),
  };
}

function commandText(args: readonly string[]): string {
  const [path = '', ...rest] = args;
  const quoted = rest.map((argument) => (/[\s"']/.test(argument) ? `'${argument}'` : argument));
  return [path, ...quoted].join(' ');
}
