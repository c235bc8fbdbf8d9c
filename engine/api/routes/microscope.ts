import { fault } from '../../base/errors.ts';
import { type Answer, json, stream } from '../answer.ts';
import type { ImageAt, MicroscopeBackend } from '../backends/microscope.ts';
import { attachment } from '../input/attachment.ts';
import type { Query } from '../input/query.ts';
import type { ApiRequest } from '../request.ts';
import type { Route } from '../router.ts';

/** What is in an image; `types/microscope.ts` documents each. Images are named in the query, since their names hold slashes. */
export function microscopeRoutes(backend: MicroscopeBackend): Route[] {
  return [
    { method: 'GET', path: '/gantry/images/tree', handle: tree },
    { method: 'GET', path: '/gantry/images/search', handle: search },
    { method: 'GET', path: '/gantry/images/file', handle: file },
    { method: 'GET', path: '/gantry/images/file/content', handle: content },
    { method: 'GET', path: '/gantry/images/diff', handle: diff },
    { method: 'GET', path: '/gantry/images/layers', handle: layers },
    { method: 'GET', path: '/gantry/images/waste', handle: waste },
    { method: 'GET', path: '/gantry/images/duplicates', handle: duplicates },
    { method: 'GET', path: '/gantry/images/why-big', handle: whyBig },
    { method: 'GET', path: '/gantry/images/compare', handle: compare },
  ];

  async function tree({ query }: ApiRequest): Promise<Answer> {
    const answer = await backend.tree(imageAt(query), {
      path: query.path('path') ?? '/',
      changed: query.flag('changed'),
      sort: sortOf(query),
      offset: count(query, 'offset', 0),
      limit: count(query, 'limit', 5000),
    });
    return json(answer);
  }

  async function search({ query }: ApiRequest): Promise<Answer> {
    const limit = Math.min(count(query, 'limit', 200), 5000);
    const options = { query: needed(query, 'query'), changed: query.flag('changed'), limit };
    return json(await backend.search(imageAt(query), options));
  }

  async function file({ query }: ApiRequest): Promise<Answer> {
    return json(await backend.file(imageAt(query), neededPath(query)));
  }

  async function content({ query }: ApiRequest): Promise<Answer> {
    const found = await backend.content(imageAt(query), neededPath(query));
    return stream('application/octet-stream', found.content, {
      'Content-Length': String(found.entry.size),
      'Content-Disposition': attachment(found.entry.name),
      'X-Content-Type-Options': 'nosniff',
    });
  }

  async function diff({ query }: ApiRequest): Promise<Answer> {
    const fromImage = query.text('fromImage');
    const fromLayer = query.integer('from');
    const from = {
      ...(fromImage === undefined ? {} : { image: fromImage }),
      ...(fromLayer === undefined ? {} : { layer: fromLayer }),
    };
    return json(await backend.diff(imageAt(query), neededPath(query), from));
  }

  async function layers({ query }: ApiRequest): Promise<Answer> {
    return json(await backend.layers(needed(query, 'image')));
  }

  async function waste({ query }: ApiRequest): Promise<Answer> {
    return json(await backend.waste(needed(query, 'image'), count(query, 'limit', 500)));
  }

  async function duplicates({ query }: ApiRequest): Promise<Answer> {
    return json(await backend.duplicates(needed(query, 'image'), count(query, 'limit', 200)));
  }

  async function whyBig({ query }: ApiRequest): Promise<Answer> {
    return json(await backend.whyBig(needed(query, 'image')));
  }

  async function compare({ query }: ApiRequest): Promise<Answer> {
    const limit = count(query, 'limit', 500);
    return json(await backend.compare(needed(query, 'from'), needed(query, 'to'), limit));
  }
}

function imageAt(query: Query): ImageAt {
  const layer = query.integer('layer');
  return { image: needed(query, 'image'), ...(layer === undefined ? {} : { layer }) };
}

function needed(query: Query, name: string): string {
  const value = query.text(name);
  if (value === undefined) throw fault('invalid', `the parameter "${name}" is missing`);
  return value;
}

function neededPath(query: Query): string {
  const path = query.path('path');
  if (path === undefined) throw fault('invalid', 'the parameter "path" is missing');
  return path;
}

function count(query: Query, name: string, missing: number): number {
  const value = query.integer(name) ?? missing;
  if (value < 0) throw fault('invalid', `invalid value "${value}" for ${name}: must not be negative`);
  return value;
}

function sortOf(query: Query): 'name' | 'size' {
  const sort = query.text('sort') ?? 'name';
  if (sort !== 'name' && sort !== 'size')
    throw fault('invalid', `invalid value "${sort}" for sort: name or size`);
  return sort;
}
