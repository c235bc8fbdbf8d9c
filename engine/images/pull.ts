import type { ProgressMessage } from '../api/backends/progress.ts';
import type { PullRequest } from '../api/backends/registry.ts';
import { type Digest, isDigest } from '../base/digest.ts';
import { fault } from '../base/errors.ts';
import {
  checkTag,
  familiarName,
  familiarReference,
  fullReference,
  parseReference,
  type Reference,
} from '../base/reference.ts';
import type { Platform } from '../blobs/descriptor.ts';
import { credentialsOf } from '../registry/auth/credentials.ts';
import { pullError } from '../registry/pull-error.ts';
import type { Registries } from '../registry/registries.ts';
import { RegistryError } from '../registry/registry-error.ts';
import type { Repository } from '../registry/repository.ts';
import type { StoredImage } from './catalogue.ts';
import type { Downloads } from './downloads.ts';
import type { Library } from './library.ts';
import { hostPlatform, parsePlatform } from './platform.ts';
import { type Tell, whileTelling } from './progress.ts';
import { pullImage } from './pull-image.ts';
import { giveName } from './record.ts';
import { resolveManifest } from './resolve-manifest.ts';

/** What pulls work with. */
export interface PullParts {
  readonly library: Library;
  readonly registries: Registries;
  readonly downloads: Downloads;
}

/** Fetches an image, or with neither tag nor digest all tags of a repository. See RegistryBackend.pull. */
export function pull(
  parts: PullParts,
  request: PullRequest,
  signal: AbortSignal,
): AsyncIterable<ProgressMessage> {
  const reference = referenceOf(request);
  const platform = request.platform === undefined ? undefined : parsePlatform(request.platform);
  return whileTelling(signal, async (tell, given) => {
    const credentials = request.auth === undefined ? undefined : credentialsOf(request.auth);
    const repository = await parts.registries.repository(reference, {
      credentials,
      purpose: 'pull',
      signal: given,
    });
    try {
      await pullAll({ ...parts, repository, tell, platform, signal: given }, reference);
    } catch (error) {
      throw pullError(error, reference);
    } finally {
      repository.close();
    }
  });
}

/** What one pull works with. */
export interface Pull extends PullParts {
  readonly repository: Repository;
  readonly tell: Tell;
  /** Undefined when the client named none. */
  readonly platform: Platform | undefined;
  readonly signal: AbortSignal;
}

/** The API takes `fromImage=name:tag`, `fromImage=name&tag=tag` and `fromImage=name&tag=sha256:…`. */
function referenceOf({ image, tag }: PullRequest): Reference {
  const reference = parseReference(image);
  if (tag === undefined) return reference;
  if (isDigest(tag)) return { ...reference, tag: undefined, digest: tag };
  checkTag(tag);
  return { ...reference, tag, digest: undefined };
}

async function pullAll(pulling: Pull, reference: Reference): Promise<void> {
  const isRepository = reference.tag === undefined && reference.digest === undefined;
  const references = isRepository
    ? (await pulling.repository.tags()).map((tag) => ({ ...reference, tag }))
    : [reference];
  let last: Pulled | undefined;
  let isNew = false;
  for (const one of references) {
    last = await pullOne(pulling, one);
    isNew ||= last.isNew;
  }
  if (last === undefined) throw fault('not-found', `repository ${familiarName(reference)} has no tags`);
  const name = familiarReference(reference);
  pulling.tell({ status: `Status: ${isNew ? 'Downloaded newer image' : 'Image is up to date'} for ${name}` });
  pulling.library.tell('pull', last.image, familiarName(reference), name);
}

interface Pulled {
  readonly image: StoredImage;
  /** False when the name meant this image before. */
  readonly isNew: boolean;
}

async function pullOne(pulling: Pull, reference: Reference): Promise<Pulled> {
  const { library, repository, tell, platform } = pulling;
  const wanted = reference.digest ?? reference.tag ?? 'latest';
  const begin = () =>
    tell({
      status: `Pulling from ${repository.path}`,
      id: reference.digest === undefined ? wanted : fullReference(reference),
    });

  // Registries count what is fetched, but not questions; most pulls end here.
  const head = await repository.head(wanted).catch(refusalsAsNothing);
  const known = platform === undefined ? namedImage(library, reference, head?.digest) : undefined;
  if (known !== undefined && head !== undefined) {
    begin();
    return finish(pulling, reference, { image: known, digest: head.digest });
  }
  const top = await repository.manifest(wanted);
  const remote = await resolveManifest(repository, top, platform ?? hostPlatform);
  begin();
  return pullImage(pulling, remote, (image) => finish(pulling, reference, { image, digest: top.digest }));
}

/** The answer to a HEAD has no body, so only a GET tells why it was refused. */
function refusalsAsNothing(error: unknown): undefined {
  if (error instanceof RegistryError && error.status < 500) return undefined;
  throw error;
}

/** The image that this repository knows by this digest, when it is whole. */
function namedImage(
  library: Library,
  reference: Reference,
  digest: Digest | undefined,
): StoredImage | undefined {
  if (digest === undefined) return undefined;
  const name = fullReference({ ...reference, tag: undefined, digest });
  const id = library.catalogue.names.get(name)?.id;
  return id === undefined ? undefined : library.catalogue.images.get(id);
}

/** Gives an image that is recorded the names by which it was asked for. */
async function finish(
  { library, tell }: Pull,
  reference: Reference,
  { image, digest }: { readonly image: StoredImage; readonly digest: Digest },
): Promise<Pulled> {
  tell({ status: `Digest: ${digest}` });
  const byDigest = { ...reference, tag: undefined, digest };
  const asked = reference.digest === undefined ? reference : byDigest;
  const before = await library.alone(async () => {
    const had = await giveName(library, asked, image.id);
    await giveName(library, byDigest, image.id);
    return had;
  });
  return { image, isNew: before !== image.id };
}
