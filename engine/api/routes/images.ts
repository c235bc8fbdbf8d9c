import { fault } from '../../base/errors.ts';
import { type Answer, empty, json, stream } from '../answer.ts';
import type { ImageBackend } from '../backends/images.ts';
import { parseFilters } from '../input/filters.ts';
import { atLeast } from '../input/version-path.ts';
import type { ApiRequest } from '../request.ts';
import type { Route } from '../router.ts';
import { progressLines } from '../streams/json-lines.ts';

const TAR = 'application/x-tar';

/** Images in the store: list, look at, name, remove, and move in and out as archives. */
export function imageRoutes(backend: ImageBackend): Route[] {
  return [
    { method: 'GET', path: '/images/json', handle: list },
    { method: 'POST', path: '/images/load', handle: load },
    { method: 'GET', path: '/images/get', handle: saveMany },
    { method: 'GET', path: '/images/:name/get', handle: saveOne },
    { method: 'GET', path: '/images/:name/json', handle: inspect },
    { method: 'GET', path: '/images/:name/history', handle: history },
    { method: 'POST', path: '/images/:name/tag', handle: tag },
    { method: 'DELETE', path: '/images/:name', handle: remove },
    { method: 'POST', path: '/images/prune', handle: prune },
  ];

  async function list({ query }: ApiRequest): Promise<Answer> {
    const images = await backend.list({
      all: query.flag('all'),
      sharedSize: query.flag('shared-size'),
      filters: parseFilters(query.text('filters')),
    });
    return json(images);
  }

  async function load({ body, query }: ApiRequest): Promise<Answer> {
    return stream('application/json', progressLines(backend.load(body, { quiet: query.flag('quiet') })));
  }

  async function saveMany({ query }: ApiRequest): Promise<Answer> {
    const names = query.all('names').flatMap((name) => name.split(','));
    return stream(TAR, await backend.save(names));
  }

  async function saveOne({ param }: ApiRequest): Promise<Answer> {
    return stream(TAR, await backend.save([param('name')]));
  }

  async function inspect({ param, version, headers }: ApiRequest): Promise<Answer> {
    const image = await backend.inspect(param('name'));
    // Until 1.44 there was the configuration of a builder's last container, too. docker-compose 1.29 cannot do without,
    // though it asks in the newest version.
    const isOld =
      headers['user-agent']?.startsWith('docker-compose/1.') === true || !atLeast(version, '1.45');
    return json(isOld ? { ...image, Container: '', ContainerConfig: image.Config } : image);
  }

  async function history({ param }: ApiRequest): Promise<Answer> {
    return json(await backend.history(param('name')));
  }

  async function tag({ param, query }: ApiRequest): Promise<Answer> {
    await backend.tag(param('name'), query.text('repo') ?? '', query.text('tag') ?? 'latest');
    return empty(201);
  }

  async function remove({ param, query }: ApiRequest): Promise<Answer> {
    const name = param('name');
    if (name.trim() === '') throw fault('invalid', 'image name cannot be blank');
    return json(await backend.remove(name, { force: query.flag('force'), noPrune: query.flag('noprune') }));
  }

  async function prune({ query }: ApiRequest): Promise<Answer> {
    return json(await backend.prune(parseFilters(query.text('filters'))));
  }
}
