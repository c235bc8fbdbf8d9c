import type { Digest } from '../base/digest.ts';
import { namesOf, tagsOf } from './catalogue.ts';
import { needsOfImages } from './gc/graph.ts';
import type { Library } from './library.ts';

/** Everything in the image store, for those who count and plan. */
export interface Inventory {
  readonly images: readonly StockedImage[];
  /** Every blob, whether an image needs it or not, and the file that holds it. */
  readonly blobs: readonly { readonly digest: Digest; readonly path: string }[];
  /** True when a running operation needs a blob or a chain that no image needs (yet). */
  readonly isHeld: (digest: Digest) => boolean;
  /** False while a record cannot be read: what no image needs may then be needed all the same. */
  readonly isWhole: boolean;
}

export interface StockedImage {
  readonly id: Digest;
  /** Tags in familiar form. */
  readonly names: readonly string[];
  /** RFC 3339; null when not known. */
  readonly created: string | null;
  readonly parent: Digest | undefined;
  readonly blobs: readonly Digest[];
  /** From the bottom up. */
  readonly chains: readonly Digest[];
  /** A running operation needs it. */
  readonly isHeld: boolean;
}

/** Who can tell what is in stock, and take exactly what was agreed. */
export interface Storekeeper {
  inventory(): Promise<Inventory>;
  /**
   * Removes these images, with and without names, then these chains (those on top first) and blobs, and nothing else. Throws
   * `conflict` before anything goes when an image is in use, held, or the parent of one that stays; `not-found` when it is not
   * there. A chain or blob that something needs after all stays: look afterwards.
   */
  removeExactly(what: {
    readonly images: readonly Digest[];
    readonly chains: readonly Digest[];
    readonly blobs: readonly Digest[];
  }): Promise<void>;
}

/** What is in the library. */
export async function inventoryOf(library: Library): Promise<Inventory> {
  const { catalogue, blobs } = library;
  return {
    isWhole: library.isWhole,
    isHeld: (digest) => library.isHeld(digest) || blobs.isHeld(digest),
    blobs: (await blobs.list()).map((digest) => ({ digest, path: blobs.pathOf(digest) })),
    images: [...catalogue.images.values()].map((image) => ({
      id: image.id,
      names: tagsOf(namesOf(catalogue, image.id)),
      created: image.config.created ?? null,
      parent: image.parent,
      blobs: [...needsOfImages([image]).blobs],
      chains: image.chains,
      isHeld: library.isHeld(image.id),
    })),
  };
}
