import type { Digest } from '../base/digest.ts';
import { fault } from '../base/errors.ts';
import { shortId } from '../base/ids.ts';
import { childrenOf, namesOf, type StoredImage, withoutImage } from './catalogue.ts';
import type { Storekeeper } from './inventory.ts';
import type { Library } from './library.ts';

/** See Storekeeper.removeExactly. */
export function removeExactly(
  library: Library,
  what: Parameters<Storekeeper['removeExactly']>[0],
): Promise<void> {
  return library.alone(async () => {
    const going = what.images.map((id) => imageToGo(library, id, new Set(what.images)));
    if (going.length > 0)
      await library.commit(going.reduce((rest, { id }) => withoutImage(rest, id), library.catalogue));
    for (const { image, names } of going) {
      for (const _ of names) library.tell('untag', image, image.id);
      library.tell('delete', image, image.id);
    }
    await library.collectChains(what.chains);
    await library.collectBlobs(what.blobs);
  });
}

function imageToGo(library: Library, id: Digest, all: ReadonlySet<Digest>) {
  const image: StoredImage | undefined = library.catalogue.images.get(id);
  if (image === undefined) throw fault('not-found', `No such image: ${id}`);
  const [user] = library.users.usersOf(id);
  const child = childrenOf(library.catalogue, id).find((one) => !all.has(one.id));
  const why =
    (user !== undefined && `the container ${shortId(user.id)} uses it`) ||
    (child !== undefined && `the image ${shortId(child.id)} was made from it`) ||
    (library.isHeld(id) && 'an operation that has not ended needs it');
  if (why !== false) throw fault('conflict', `conflict: unable to delete ${shortId(id)} - ${why}`);
  return { id, image, names: namesOf(library.catalogue, id) };
}
