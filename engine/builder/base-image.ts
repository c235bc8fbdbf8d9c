import type { ProgressMessage } from '../api/backends/progress.ts';
import type { BuildRequest } from '../api/types/build.ts';
import { isKind } from '../base/errors.ts';
import type { Image } from '../images/image.ts';
import { fitness } from '../images/platform.ts';
import type { BuilderDeps } from './builder-deps.ts';
import { partsOf } from './target-platform.ts';

/** Finds the image of a FROM line, or of `--from`, and fetches it when it is not here or newer ones are to be looked for. */
export async function* baseImage(
  deps: BuilderDeps,
  request: BuildRequest,
  name: string,
  platform: string | undefined,
  signal: AbortSignal,
): AsyncGenerator<ProgressMessage, Image> {
  const here = request.pull ? undefined : await found(deps, name, platform);
  if (here !== undefined) return here;
  const wanted = platform === undefined ? {} : { platform };
  const host = /^[^/]*[.:][^/]*(?=\/)|^localhost(?=\/)/.exec(name)?.[0] ?? 'https://index.docker.io/v1/';
  yield* deps.registry.pull({ image: withTag(name), ...wanted, auth: request.auth[host] }, signal);
  return await deps.images.resolve(name);
}

async function found(
  deps: BuilderDeps,
  name: string,
  platform: string | undefined,
): Promise<Image | undefined> {
  try {
    const image = await deps.images.resolve(name);
    if (platform === undefined) return image;
    const { os, architecture, variant } = image;
    const own = { os, architecture, ...(variant === undefined ? {} : { variant }) };
    return fitness(own, partsOf(platform)) > 0 ? image : undefined;
  } catch (error) {
    if (isKind(error, 'not-found')) return undefined;
    throw error;
  }
}

/** A name without tag and digest means `latest`; all tags are never wanted here. */
function withTag(name: string): string {
  return /[:@][^/]*$/.test(name) ? name : `${name}:latest`;
}
