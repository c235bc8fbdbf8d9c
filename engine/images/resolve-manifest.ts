import type { Digest } from '../base/digest.ts';
import { fault } from '../base/errors.ts';
import { type Descriptor, isIndexType, type Platform } from '../blobs/descriptor.ts';
import { parseIndex } from '../blobs/layout.ts';
import type { FetchedManifest, Repository } from '../registry/repository.ts';
import { choosePlatform, platformText } from './choose-platform.ts';
import { type Manifest, parseManifest } from './manifest.ts';
import { checkSupported } from './media-types.ts';

/** Indexes in indexes are allowed, but nobody nests them deeper. */
const MAX_DEPTH = 3;

/** An image's manifest at a registry. */
export interface RemoteImage {
  readonly descriptor: Descriptor;
  readonly bytes: Buffer;
  readonly manifest: Manifest;
  /** What the name means, when that is an index. */
  readonly index: FetchedManifest | undefined;
}

/**
 * Goes from what a name means, a manifest or an index, to the manifest for a platform. Throws `not-found` when the index has
 * none for it, `invalid` when indexes lead in a circle or too deep, and for what is not an image.
 */
export async function resolveManifest(
  repository: Pick<Repository, 'manifest'>,
  top: FetchedManifest,
  platform: Platform,
): Promise<RemoteImage> {
  let at = top;
  const seen = new Set<Digest>([top.digest]);
  while (isIndexType(at.mediaType)) {
    if (seen.size > MAX_DEPTH) throw fault('invalid', `the index ${top.digest} is nested too deeply`);
    const entries = parseIndex(at.bytes, `the index ${at.digest}`);
    const chosen = choosePlatform(entries, platform);
    if (chosen === undefined) {
      throw fault(
        'not-found',
        `no matching manifest for ${platformText(platform)} in the manifest list entries`,
      );
    }
    if (seen.has(chosen.digest)) throw fault('invalid', `the index ${at.digest} leads back to itself`);
    seen.add(chosen.digest);
    at = await fetchChosen(repository, chosen);
  }
  const manifest = parseManifest(at.bytes, `the manifest ${at.digest}`);
  checkSupported(at.mediaType, manifest);
  const { mediaType, digest, size, bytes } = at;
  return { descriptor: { mediaType, digest, size }, bytes, manifest, index: at === top ? undefined : top };
}

async function fetchChosen(
  repository: Pick<Repository, 'manifest'>,
  chosen: Descriptor,
): Promise<FetchedManifest> {
  const fetched = await repository.manifest(chosen.digest);
  if (fetched.size !== chosen.size) {
    throw fault(
      'invalid',
      `the manifest ${chosen.digest} has ${fetched.size} bytes, its index says ${chosen.size}`,
    );
  }
  return { ...fetched, mediaType: chosen.mediaType };
}
