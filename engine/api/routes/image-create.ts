import { fault } from '../../base/errors.ts';
import { type Answer, stream } from '../answer.ts';
import type { ImageBackend } from '../backends/images.ts';
import type { ProgressMessage } from '../backends/progress.ts';
import type { RegistryBackend } from '../backends/registry.ts';
import { referenceIn } from '../input/reference.ts';
import { registryAuth } from '../input/registry-auth.ts';
import type { ApiRequest } from '../request.ts';
import type { Route } from '../router.ts';
import { begun, progressLines } from '../streams/json-lines.ts';

/** `POST /images/create`: a pull with `fromImage`, an import with `fromSrc`. */
export function imageCreateRoutes(images: ImageBackend, registry: RegistryBackend): Route[] {
  return [{ method: 'POST', path: '/images/create', handle: create }];

  async function create(request: ApiRequest): Promise<Answer> {
    const { query } = request;
    const image = query.text('fromImage');
    if (image !== undefined)
      return stream('application/json', progressLines(await begun(pull(request, image))));
    const source = query.text('fromSrc');
    if (source === undefined) throw fault('invalid', 'either fromImage or fromSrc is needed');
    if (source !== '-') {
      throw fault('not-implemented', 'importing from a URL is not implemented yet; send the archive itself');
    }
    return stream('application/json', progressLines(importArchive(request)));
  }

  function pull({ query, headers, signal }: ApiRequest, image: string): AsyncIterable<ProgressMessage> {
    const tag = query.text('tag');
    const platform = query.text('platform');
    return registry.pull(
      {
        image,
        ...(tag === undefined ? {} : { tag }),
        ...(platform === undefined ? {} : { platform }),
        auth: registryAuth(headers),
      },
      signal,
    );
  }

  async function* importArchive({ body, query }: ApiRequest): AsyncGenerator<ProgressMessage> {
    const platform = query.text('platform');
    const id = await images.import(body, {
      message: query.text('message') ?? '',
      changes: query.all('changes'),
      ...referenceIn(query),
      ...(platform === undefined ? {} : { platform }),
    });
    yield { status: id };
  }
}
