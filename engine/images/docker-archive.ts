import { z } from 'zod';
import { fault } from '../base/errors.ts';
import { parseReference, type Reference, withDefaultTag } from '../base/reference.ts';
import type { ImageArchive } from './archive.ts';
import type { Loadable } from './loadable.ts';

/** `manifest.json` of an archive of `docker save` (moby, image/spec/v1.2.md). */
const ManifestFile = z.array(
  z.object({
    Config: z.string(),
    RepoTags: z.array(z.string()).nullish(),
    Layers: z
      .array(z.string())
      .nullish()
      .transform((layers) => layers ?? []),
  }),
);

export const DOCKER_MANIFEST = 'manifest.json';

/** The images of an archive of `docker save`, old and new. Throws `invalid`. */
export async function dockerArchiveImages(archive: ImageArchive): Promise<Loadable[]> {
  const images: Loadable[] = [];
  for (const item of parseManifestFile(await archive.read(DOCKER_MANIFEST))) {
    const layers = [];
    for (const path of item.Layers) layers.push(await archive.blob(path));
    const config = await archive.blob(item.Config);
    images.push({ names: (item.RepoTags ?? []).map(parseTag), config, layers, manifest: undefined });
  }
  return images;
}

function parseManifestFile(bytes: Buffer) {
  try {
    return ManifestFile.parse(JSON.parse(bytes.toString('utf8')));
  } catch (cause) {
    throw fault('invalid', `the archive's ${DOCKER_MANIFEST} is broken`, cause);
  }
}

function parseTag(tag: string): Reference {
  const reference = withDefaultTag(parseReference(tag));
  if (reference.digest !== undefined) throw fault('invalid', `invalid tag "${tag}"`);
  return reference;
}
