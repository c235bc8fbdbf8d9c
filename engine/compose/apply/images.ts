import { resolve } from 'node:path';
import { Readable } from 'node:stream';
import { fault, isKind, kindOf, messageOf } from '../../base/errors.ts';
import { packContext } from '../../client/context/pack-context.ts';
import type { ProgressMessage } from '../../client/progress.ts';
import { imageLabels } from '../labels/labels.ts';
import { imageName } from '../labels/names.ts';
import type { Project } from '../model/project.ts';
import type { Service } from '../model/service.ts';
import { assertBuildable, isRemote } from '../plan/buildable.ts';
import type { Work } from './work.ts';

/** Pulls an image. When an older one is here, what goes wrong is only a warning. */
export async function pullImage(
  work: Work,
  {
    image,
    platform,
    optional,
  }: { readonly image: string; readonly platform: string | undefined; readonly optional: boolean },
): Promise<void> {
  const auth = work.authFor?.(image);
  try {
    const messages = work.client.images.pull(image, {
      ...(platform === undefined ? {} : { platform }),
      ...(auth === undefined ? {} : { auth }),
      ...(work.signal === undefined ? {} : { signal: work.signal }),
    });
    for await (const message of messages) tellProgress(work, message);
  } catch (error) {
    if (isKind(error, 'cancelled') || work.signal?.aborted === true) throw error;
    if (!optional) throw fault(kindOf(error), `image ${image} cannot be pulled: ${messageOf(error)}`, error);
    work.warn(`image ${image} could not be pulled, the one that is here is taken: ${messageOf(error)}`);
  }
}

/** The name in the context of a Dockerfile that stands in the Compose file. */
const INLINE = '.gantry.inline.Dockerfile';

/** Builds a service's image with the classic builder. Throws `not-implemented` for what that one cannot do. */
export async function buildImage(
  work: Work,
  project: Project,
  service: Service,
  options: { readonly noCache?: boolean; readonly pull?: boolean } = {},
): Promise<void> {
  const { build } = service;
  if (build === undefined) throw fault('invalid', `service ${service.name} has no build section`);
  assertBuildable(service.name, build);
  const remote = isRemote(build.context);
  const inline = build.dockerfile_inline;
  const file = inline === undefined ? (build.dockerfile ?? 'Dockerfile') : INLINE;
  const context = remote
    ? Readable.from([])
    : Readable.from(await packContext(build.context, inContext(build.context, file), inline));
  const query = {
    ...(remote ? { remote: build.context } : {}),
    t: [...new Set([imageName(project, service), ...(build.tags ?? [])])],
    dockerfile: inContext(build.context, file),
    rm: true,
    forcerm: true,
    nocache: options.noCache ?? build.no_cache,
    pull: options.pull ?? build.pull,
    target: build.target,
    platform: service.platform ?? build.platforms?.[0],
    networkmode: build.network,
    shmsize: build.shm_size,
    labels: JSON.stringify(imageLabels(project, service)),
    ...json('buildargs', build.args),
    ...json('cachefrom', build.cache_from),
    ...json(
      'ulimits',
      build.ulimits === undefined
        ? undefined
        : Object.entries(build.ulimits).map(([Name, { soft, hard }]) => ({ Name, Soft: soft, Hard: hard })),
    ),
    extrahosts: Object.entries(build.extra_hosts ?? {}).flatMap(([name, addresses]) =>
      addresses.map((one) => `${name}:${one}`),
    ),
  };
  const messages = work.client.images.build(
    context,
    query,
    work.signal === undefined ? {} : { signal: work.signal },
  );
  for await (const message of messages) tellProgress(work, message);
}

function json(name: string, value: object | undefined): Readonly<Record<string, string>> {
  return value === undefined ? {} : { [name]: JSON.stringify(value) };
}

/** The builder wants the path within the context. */
function inContext(context: string, file: string): string {
  const whole = `${resolve(context)}/`;
  return file.startsWith(whole) ? file.slice(whole.length) : file;
}

function tellProgress({ tell }: Work, { status, stream, id, progressDetail }: ProgressMessage): void {
  const { current, total } = progressDetail ?? {};
  const text = (stream ?? [id, status].filter((one) => one !== undefined).join(': ')).trimEnd();
  if (text === '') return;
  if (current !== undefined && total !== undefined) tell(text, { current, total });
  else tell(text);
}
