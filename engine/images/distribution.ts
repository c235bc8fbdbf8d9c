import type { AuthConfig, DistributionInspect } from '../api/types/registry.ts';
import { parseReference, withDefaultTag } from '../base/reference.ts';
import { isIndexType, type Platform } from '../blobs/descriptor.ts';
import { parseIndex } from '../blobs/layout.ts';
import { credentialsOf } from '../registry/auth/credentials.ts';
import { notAsked } from '../registry/pull-error.ts';
import type { Registries } from '../registry/registries.ts';
import type { FetchedManifest, Repository } from '../registry/repository.ts';
import { isAttestation } from './choose-platform.ts';
import { parseImageConfig } from './image-config.ts';
import { parseManifest } from './manifest.ts';

/** What a registry has under a name, without fetching it. See RegistryBackend.distribution. */
export async function inspectDistribution(
  registries: Registries,
  name: string,
  auth: AuthConfig | undefined,
  signal: AbortSignal,
): Promise<DistributionInspect> {
  const reference = withDefaultTag(parseReference(name));
  const credentials = auth === undefined ? undefined : credentialsOf(auth);
  const repository = await registries.repository(reference, { credentials, purpose: 'pull', signal });
  try {
    const manifest = await repository.manifest(reference.digest ?? reference.tag ?? '');
    const { mediaType, digest, size } = manifest;
    return {
      Descriptor: { mediaType, digest, size },
      Platforms: (await platformsOf(repository, manifest)).map(shown),
    };
  } catch (error) {
    throw notAsked(error);
  } finally {
    repository.close();
  }
}

async function platformsOf(repository: Repository, manifest: FetchedManifest): Promise<readonly Platform[]> {
  const what = `the manifest ${manifest.digest}`;
  if (isIndexType(manifest.mediaType)) {
    const entries = parseIndex(manifest.bytes, what).filter((entry) => !isAttestation(entry));
    return entries.flatMap(({ platform }) => platform ?? []);
  }
  const { config } = parseManifest(manifest.bytes, what);
  const { os, architecture, variant } = parseImageConfig(
    await repository.readBlob(config),
    `the image ${config.digest}`,
  );
  return [variant === undefined ? { os, architecture } : { os, architecture, variant }];
}

function shown({ architecture, os, variant }: Platform) {
  return { architecture, os, ...(variant === undefined ? {} : { variant }) };
}
