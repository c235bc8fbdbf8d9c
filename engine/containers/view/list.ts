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
    .sort((a, b) => b.record.created.localeCompare(a.record.created));
  const limited = options.limit === undefined ? found : found.slice(0, options.limit);
  return await Promise.all(limited.map((entry) => summaryOf(deps, entry, options.size)));
}

async function summaryOf(deps: Deps, entry: Entry, size: boolean): Promise<ContainerSummary> {
  const { record, stored } = entry;
  return {
    Id: record.id,
    Names: [`/${record.name}`],
    Image: await shownImage(deps, record.imageRef, record.image),
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

/** The reference that was asked for while it still names the container's image, else the image's id. */
async function shownImage(deps: Deps, ref: string, image: string): Promise<string> {
  try {
    return (await deps.images.resolve(ref)).id === image ? ref : image;
  } catch {
    return image;
  }
}

function commandText(args: readonly string[]): string {
  const [path = '', ...rest] = args;
  const quoted = rest.map((argument) => (/[\s"']/.test(argument) ? `'${argument}'` : argument));
  return [path, ...quoted].join(' ');
}
