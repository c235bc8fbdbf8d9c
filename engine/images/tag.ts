import { fault } from '../base/errors.ts';
import {
  checkTag,
  familiarReference,
  parseReference,
  type Reference,
  withDefaultTag,
} from '../base/reference.ts';
import { find } from './catalogue.ts';
import type { Library } from './library.ts';
import { giveName } from './record.ts';

/** Gives an image one more name. See ImageBackend.tag. */
export async function tagImage(library: Library, ref: string, repo: string, tag: string): Promise<void> {
  const reference = newName(repo, tag);
  await library.alone(async () => {
    const { image } = find(library.catalogue, ref);
    await giveName(library, reference, image.id);
    library.tell('tag', image, familiarReference(reference));
  });
}

/**
 * The name that an image is to be given: `repo` with `tag`, or with its own tag, or with `latest`. Throws `invalid` for a
 * digest, which only content has.
 */
export function newName(repo: string, tag = ''): Reference {
  const reference = withDefaultTag(parseReference(repo));
  if (reference.digest !== undefined) {
    throw fault('invalid', 'refusing to create a tag with a digest reference');
  }
  if (tag === '') return reference;
  checkTag(tag);
  return { ...reference, tag };
}
