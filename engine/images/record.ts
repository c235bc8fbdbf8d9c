import type { Digest } from '../base/digest.ts';
import { fullReference, type Reference } from '../base/reference.ts';
import { type StoredImage, withImage, withName } from './catalogue.ts';
import type { Library } from './library.ts';

/** Records an image; fine when it is there. To be called within `library.alone`. */
export async function addImage(library: Library, image: StoredImage): Promise<void> {
  if (library.catalogue.images.has(image.id)) return;
  await library.commit(withImage(library.catalogue, image));
}

/** Gives a recorded image a name; answers the image that had it before. To be called within `library.alone`. */
export async function giveName(
  library: Library,
  reference: Reference,
  id: Digest,
): Promise<Digest | undefined> {
  const { catalogue } = library;
  const before = catalogue.names.get(fullReference(reference))?.id;
  if (before === id) return before;
  await library.commit(withName(catalogue, { reference, id, taggedAt: new Date().toISOString() }));
  return before;
}
