import type { ProgressMessage } from '../api/backends/progress.ts';
import type { PushRequest } from '../api/backends/registry.ts';
import { fault } from '../base/errors.ts';
import { Gate } from '../base/gate.ts';
import {
  checkTag,
  familiarName,
  familiarReference,
  parseReference,
  type Reference,
  repositoryOf,
} from '../base/reference.ts';
import { credentialsOf } from '../registry/auth/credentials.ts';
import type { Registries } from '../registry/registries.ts';
import type { Repository } from '../registry/repository.ts';
import type { NameRecord, StoredImage } from './catalogue.ts';
import { blobsOf, type Library } from './library.ts';
import { mountSources } from './mount-sources.ts';
import { packImage } from './pack-image.ts';
import { type Tell, whileTelling } from './progress.ts';
import { pushIndexed } from './push-index.ts';
import { pushConfig, pushLayers } from './push-layers.ts';
import { giveName } from './record.ts';

/** As many as dockerd (max-concurrent-uploads). */
const SIDE_BY_SIDE = 5;

/** Sends an image, or all tags of a repository, to its registry. See RegistryBackend.push. */
export function push(
  parts: { readonly library: Library; readonly registries: Registries },
  request: PushRequest,
  signal: AbortSignal,
): AsyncIterable<ProgressMessage> {
  const reference = referenceOf(request);
  return whileTelling(signal, async (tell, given) => {
    tell({ status: `The push refers to repository [${repositoryOf(reference)}]` });
    const names = namesToPush(parts.library, reference);
    const repository = await parts.registries.repository(reference, {
      credentials: request.auth === undefined ? undefined : credentialsOf(request.auth),
      purpose: 'push',
      mountFrom: names.flatMap(({ image }) => mountSources(parts.library.catalogue, image, reference)),
      signal: given,
    });
    try {
      for (const name of names)
        await pushOne({ ...parts, repository, tell, signal: given, gate: new Gate(SIDE_BY_SIDE) }, name);
    } finally {
      repository.close();
    }
  });
}

/** What one push works with. */
export interface Push {
  readonly library: Library;
  readonly repository: Repository;
  readonly tell: Tell;
  readonly gate: Gate;
  readonly signal: AbortSignal;
}

interface NamedImage {
  readonly reference: Reference;
  readonly image: StoredImage;
}

function referenceOf({ image, tag }: PushRequest): Reference {
  const reference = parseReference(image);
  if (tag === undefined) return reference;
  checkTag(tag);
  return { ...reference, tag, digest: undefined };
}

/** The words of the refusals are moby's (distribution/push.go, push_v2.go). */
function namesToPush({ catalogue }: Library, reference: Reference): NamedImage[] {
  const isOurs = (name: NameRecord) => repositoryOf(name.reference) === repositoryOf(reference);
  const ours = [...catalogue.names.values()].filter(isOurs);
  if (ours.length === 0) {
    throw fault('not-found', `An image does not exist locally with the tag: ${familiarName(reference)}`);
  }
  if (reference.digest !== undefined) throw fault('invalid', 'cannot push a digest reference');
  const tags = ours.filter((name) => name.reference.digest === undefined);
  const wanted = tags.filter(
    ({ reference: { tag } }) => reference.tag === undefined || tag === reference.tag,
  );
  if (wanted.length === 0 && reference.tag === undefined) {
    throw fault('not-found', `no tags to push for ${familiarName(reference)}`);
  }
  if (wanted.length === 0) throw fault('not-found', `tag does not exist: ${familiarReference(reference)}`);
  return wanted.flatMap((name) => {
    const image = catalogue.images.get(name.id);
    return image === undefined ? [] : [{ reference: name.reference, image }];
  });
}

async function pushOne(pushing: Push, { reference, image }: NamedImage): Promise<void> {
  const { library, repository, tell } = pushing;
  const { tag = 'latest' } = reference;
  await library.leased(async (lease) => {
    for (const digest of blobsOf(image)) lease.hold(digest);
    const release = library.hold([image.id]);
    try {
      const packed = await pushLayers(pushing, image, () => packImage(library, lease, image, pushing.signal));
      await pushConfig(pushing, packed);
      const { digest, mediaType } = (await pushIndexed(pushing, packed)) ?? packed.descriptor;
      const bytes = await library.blobs.read(digest);
      await repository.putManifest(tag, bytes, mediaType);
      await library.alone(() => giveName(library, { ...reference, tag: undefined, digest }, image.id));
      tell({ status: `${tag}: digest: ${digest} size: ${bytes.length}` });
      tell({ progressDetail: {}, aux: { Tag: tag, Digest: digest, Size: bytes.length } });
      library.tell('push', image, familiarName(reference), familiarReference(reference));
    } finally {
      release();
    }
  });
}
