import { fault } from '../../base/errors.ts';
import { type Answer, empty, json, stream } from '../answer.ts';
import type { BuildBackend } from '../backends/builder.ts';
import type { ContainerBackend } from '../backends/containers.ts';
import type { ImageBackend } from '../backends/images.ts';
import type { SystemBackend } from '../backends/system.ts';
import type { VolumeBackend } from '../backends/volumes.ts';
import { parseFilters } from '../input/filters.ts';
import { parseTimestamp } from '../input/timestamp.ts';
import type { ApiRequest } from '../request.ts';
import type { Route } from '../router.ts';
import { eventLines } from '../streams/event-lines.ts';
import type { BuildCacheRecord } from '../types/build-cache.ts';

const PING_HEADERS = {
  'Cache-Control': 'no-cache, no-store, must-revalidate',
  Pragma: 'no-cache',
  // 1: the classic builder; clients then do not look for BuildKit.
  'Builder-Version': '1',
  Swarm: 'inactive',
  'Content-Type': 'text/plain; charset=utf-8',
};

/** What `GET /system/df` may be asked for. */
const DF_TYPES = ['container', 'image', 'volume', 'build-cache'];

/** The engine as a whole. */
export function systemRoutes(backends: {
  readonly system: SystemBackend;
  readonly containers: Pick<ContainerBackend, 'list'>;
  readonly images: Pick<ImageBackend, 'list'>;
  readonly volumes: Pick<VolumeBackend, 'usage'>;
  readonly builder: Pick<BuildBackend, 'cacheRecords'>;
}): Route[] {
  const { system, containers, images, volumes, builder } = backends;
  return [
    { method: 'GET', path: '/_ping', handle: ping },
    { method: 'HEAD', path: '/_ping', handle: pingHead },
    { method: 'GET', path: '/version', handle: version },
    { method: 'GET', path: '/info', handle: info },
    { method: 'GET', path: '/events', handle: events },
    { method: 'GET', path: '/system/df', handle: diskUsage },
  ];

  async function ping(): Promise<Answer> {
    return { kind: 'bytes', status: 200, headers: PING_HEADERS, body: 'OK' };
  }

  async function pingHead(): Promise<Answer> {
    return empty(200, { ...PING_HEADERS, 'Content-Length': '0' });
  }

  async function version(): Promise<Answer> {
    return json(await system.version());
  }

  async function info(): Promise<Answer> {
    return json(await system.info());
  }

  async function events({ query, signal }: ApiRequest): Promise<Answer> {
    const since = parseTimestamp(query.text('since'), 'since');
    const until = parseTimestamp(query.text('until'), 'until');
    const options = {
      filters: parseFilters(query.text('filters')),
      ...(since === undefined ? {} : { since }),
      ...(until === undefined ? {} : { until }),
    };
    return stream('application/json', eventLines(system.events(options, signal)));
  }

  async function diskUsage({ query }: ApiRequest): Promise<Answer> {
    const types = query.all('type');
    const unknown = types.find((type) => !DF_TYPES.includes(type));
    if (unknown !== undefined) throw fault('invalid', `unknown object type: ${unknown}`);
    const wanted = (type: string) => types.length === 0 || types.includes(type);
    const none = new Map<string, readonly string[]>();
    const cache = wanted('image') || wanted('build-cache') ? await builder.cacheRecords() : [];
    // What only the cache has is counted there.
    const inLayers = sum(cache.filter(({ Type, Shared }) => Type === 'regular' && !Shared));
    return json({
      ...(wanted('image')
        ? {
            LayersSize: Math.max(0, (await system.layersSize()) - inLayers),
            Images: await images.list({ all: false, sharedSize: true, filters: none }),
          }
        : {}),
      ...(wanted('container')
        ? { Containers: await containers.list({ all: true, size: true, filters: none }) }
        : {}),
      ...(wanted('volume') ? { Volumes: await volumes.usage() } : {}),
      ...(wanted('build-cache')
        ? { BuildCache: cache, BuilderSize: sum(cache.filter(({ Shared }) => !Shared)) }
        : {}),
    });
  }
}

function sum(records: readonly BuildCacheRecord[]): number {
  return records.reduce((bytes, { Size }) => bytes + Size, 0);
}
