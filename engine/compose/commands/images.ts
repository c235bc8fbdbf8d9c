import { fault } from '../../base/errors.ts';
import type { EngineClient } from '../../client/client.ts';
import type { EncodedAuth } from '../../client/images.ts';
import { buildImage, pullImage } from '../apply/images.ts';
import type { Work } from '../apply/work.ts';
import { imageName } from '../labels/names.ts';
import type { Project } from '../model/project.ts';
import type { Service } from '../model/service.ts';

/** How images are fetched, built and sent. */
export interface ImageOptions {
  /** All services that it makes sense for, unless told. */
  readonly services?: readonly string[];
  readonly authFor?: (image: string) => EncodedAuth | undefined;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: {
    readonly service: string;
    readonly text: string;
    readonly current?: number;
    readonly total?: number;
  }) => void;
}

/** `compose build`: the services that have a build section. */
export async function build(
  client: EngineClient,
  project: Project,
  options: ImageOptions & { readonly noCache?: boolean; readonly pull?: boolean } = {},
): Promise<readonly string[]> {
  const { noCache, pull: fresh } = options;
  const how = {
    ...(noCache === undefined ? {} : { noCache }),
    ...(fresh === undefined ? {} : { pull: fresh }),
  };
  return await each(
    project,
    options,
    ({ build: section }) => section !== undefined,
    (service) => buildImage(workOf(client, project, service, options), project, service, how),
  );
}

/** `compose pull`: the services that have an image and no build section. */
export async function pull(
  client: EngineClient,
  project: Project,
  options: ImageOptions = {},
): Promise<readonly string[]> {
  const isPulled = ({ image, build: section, pull_policy }: Service) =>
    image !== undefined && section === undefined && pull_policy !== 'never';
  return await each(project, options, isPulled, (service) =>
    pullImage(workOf(client, project, service, options), {
      image: imageName(project, service),
      platform: service.platform,
      optional: false,
    }),
  );
}

/** `compose push`: the services that have both an image's name and a build section. */
export async function push(
  client: EngineClient,
  project: Project,
  options: ImageOptions = {},
): Promise<readonly string[]> {
  const isPushed = ({ image, build: section }: Service) => image !== undefined && section !== undefined;
  return await each(project, options, isPushed, async (service) => {
    const image = imageName(project, service);
    const auth = options.authFor?.(image);
    const messages = client.images.push(image, {
      ...(auth === undefined ? {} : { auth }),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
    for await (const { status, id } of messages) {
      options.onProgress?.({ service: service.name, text: [id, status].filter(Boolean).join(': ') });
    }
  });
}

/** Two services with one image: it is done once. Answers the images. */
async function each(
  project: Project,
  { services = [] }: ImageOptions,
  isMeant: (service: Service) => boolean,
  act: (service: Service) => Promise<void>,
): Promise<readonly string[]> {
  const unknown = services.find((name) => project.services[name] === undefined);
  if (unknown !== undefined) throw fault('not-found', `no such service: ${unknown}`);
  const meant = Object.values(project.services).filter(
    (service) => isMeant(service) && (services.length === 0 || services.includes(service.name)),
  );
  const images = new Map(meant.map((service) => [imageName(project, service), service]));
  for (const service of images.values()) await act(service);
  return [...images.keys()];
}

function workOf(client: EngineClient, project: Project, service: Service, options: ImageOptions): Work {
  return {
    client,
    name: project.name,
    project,
    contents: new Map(),
    ...(options.authFor === undefined ? {} : { authFor: options.authFor }),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
    tell: (text, bytes) => options.onProgress?.({ service: service.name, text, ...bytes }),
    warn: (text) => options.onProgress?.({ service: service.name, text }),
  };
}
