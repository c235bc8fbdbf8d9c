import type { ImageDeleteItem } from '../api/types/image.ts';
import type { Digest } from '../base/digest.ts';
import { fault } from '../base/errors.ts';
import { shortId } from '../base/ids.ts';
import { familiarReference, type Reference, repositoryOf } from '../base/reference.ts';
import { childrenOf, find, namesOf, type StoredImage, withoutImage, withoutName } from './catalogue.ts';
import { blobsOf, type Library } from './library.ts';

/**
 * `docker rmi`: a name given is taken away, and when it was the last one, or an id was given, the image goes with all that
 * nothing else needs. The rules and the words of a refusal are moby's (daemon/images/image_delete.go).
 */
export function removeImage(
  library: Library,
  ref: string,
  options: { readonly force: boolean; readonly noPrune: boolean },
): Promise<ImageDeleteItem[]> {
  return library.alone(async () => {
    const { image, name } = find(library.catalogue, ref);
    if (name === undefined) return removeById(library, image, options);
    return removeByName(library, image, { ref, name }, options);
  });
}

type Options = { readonly force: boolean; readonly noPrune: boolean };

async function removeByName(
  library: Library,
  image: StoredImage,
  { ref, name }: { readonly ref: string; readonly name: Reference },
  options: Options,
): Promise<ImageDeleteItem[]> {
  const [user] = library.users.usersOf(image.id);
  if (!options.force && user !== undefined && isOneRepository(referencesOf(library, image))) {
    throw fault(
      'conflict',
      `conflict: unable to remove repository reference "${ref}" (must force) - container ${shortId(user.id)} is using its referenced image ${shortId(image.id)}`,
    );
  }
  const removed = [await untag(library, image, name)];
  if (name.digest === undefined) {
    const rest = referencesOf(library, image).filter((other) => repositoryOf(other) === repositoryOf(name));
    // Digests that came with the last tag of their repository mean nothing without it.
    if (rest.every((other) => other.digest !== undefined)) {
      for (const other of rest) removed.push(await untag(library, image, other));
    }
  }
  if (referencesOf(library, image).length > 0) return removed;
  const conflict = conflictOf(library, image, { soft: !options.force });
  // The name is gone, which is what was asked; what still uses the image keeps it, without a name.
  if (conflict !== undefined) return removed;
  return [...removed, ...(await deleteImage(library, image, options))];
}

async function removeById(
  library: Library,
  image: StoredImage,
  options: Options,
): Promise<ImageDeleteItem[]> {
  const references = referencesOf(library, image);
  const isOne = isOneRepository(references);
  const conflict = conflictOf(library, image, { soft: !options.force, names: !options.force && !isOne });
  if (conflict !== undefined) throw conflict;
  const removed: ImageDeleteItem[] = [];
  for (const reference of references) removed.push(await untag(library, image, reference));
  return [...removed, ...(await deleteImage(library, image, options))];
}

async function untag(library: Library, image: StoredImage, name: Reference): Promise<ImageDeleteItem> {
  await library.commit(withoutName(library.catalogue, name));
  library.tell('untag', image, image.id);
  return { Untagged: familiarReference(name) };
}

/** Deletes an image without names, and then, quietly, nameless parents that nothing needs any more. */
async function deleteImage(
  library: Library,
  image: StoredImage,
  options: Options,
): Promise<ImageDeleteItem[]> {
  await library.commit(withoutImage(library.catalogue, image.id));
  library.tell('delete', image, image.id);
  const chains = await library.collectChains([...image.chains].reverse());
  await library.collectBlobs(blobsOf(image));
  const removed: ImageDeleteItem[] = [image.id, ...chains].map((digest) => ({ Deleted: digest }));
  const parent = image.parent === undefined ? undefined : library.catalogue.images.get(image.parent);
  if (options.noPrune || parent === undefined) return removed;
  if (conflictOf(library, parent, { soft: true, names: true }) !== undefined) return removed;
  return [...removed, ...(await deleteImage(library, parent, options))];
}

/** Why the image cannot be deleted. Hard reasons always count; `soft` ones yield to force. */
function conflictOf(
  library: Library,
  image: StoredImage,
  count: { readonly soft: boolean; readonly names?: boolean },
): Error | undefined {
  const refuse = (how: string, why: string) =>
    fault('conflict', `conflict: unable to delete ${shortId(image.id)} (${how}) - ${why}`);
  if (childrenOf(library.catalogue, image.id).length > 0) {
    return refuse('cannot be forced', 'image has dependent child images');
  }
  const users = library.users.usersOf(image.id);
  const running = users.find((user) => user.running);
  if (running !== undefined) {
    return refuse('cannot be forced', `image is being used by running container ${shortId(running.id)}`);
  }
  if (library.isHeld(image.id)) {
    return refuse('cannot be forced', 'image is being used by an operation that has not ended');
  }
  if (count.names === true && referencesOf(library, image).length > 0) {
    return refuse('must be forced', 'image is referenced in multiple repositories');
  }
  const [stopped] = users;
  if (count.soft && stopped !== undefined) {
    return refuse('must be forced', `image is being used by stopped container ${shortId(stopped.id)}`);
  }
  return undefined;
}

function referencesOf(library: Library, image: { readonly id: Digest }): Reference[] {
  return namesOf(library.catalogue, image.id).map((name) => name.reference);
}

/** True when taking one name away leaves no other: at most one tag, and digests of its repository only. */
function isOneRepository(references: readonly Reference[]): boolean {
  if (references.length <= 1) return true;
  const tags = references.filter((reference) => reference.digest === undefined);
  return tags.length <= 1 && new Set(references.map(repositoryOf)).size === 1;
}
