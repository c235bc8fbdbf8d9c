import type { Digest } from '../base/digest.ts';
import { fullReference, type Reference } from '../base/reference.ts';
import type { Catalogue, StoredImage } from './catalogue.ts';

/** A registry is not asked about more repositories than this for one layer. */
const MOST = 3;

/**
 * Repositories of the registry of `target` that an image's layers may be mounted from, or one layer's: those that images with
 * the same layers came from or went to, which their names with a digest tell.
 */
export function mountSources(
  catalogue: Catalogue,
  image: StoredImage,
  target: Pick<Reference, 'domain' | 'path'>,
  layer?: Digest,
): string[] {
  const layers = new Set(layer === undefined ? image.manifest.layers.map(({ digest }) => digest) : [layer]);
  const paths = new Set<string>();
  for (const { reference, id } of sorted(catalogue)) {
    if (
      reference.digest === undefined ||
      reference.domain !== target.domain ||
      reference.path === target.path
    )
      continue;
    const other = catalogue.images.get(id);
    if (other?.manifest.layers.some(({ digest }) => layers.has(digest)) === true) paths.add(reference.path);
  }
  return [...paths].slice(0, MOST);
}

function sorted(catalogue: Catalogue) {
  return [...catalogue.names.values()].sort((a, b) =>
    fullReference(a.reference) < fullReference(b.reference) ? -1 : 1,
  );
}
