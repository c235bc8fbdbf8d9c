import type { Readable } from 'node:stream';
import type { ContainerConfig } from '../api/types/container.ts';
import type { Digest } from '../base/digest.ts';

/** An image as the rooms above see it: immutable, named by the digest of its config. */
export interface Image {
  readonly id: Digest;
  readonly config: ContainerConfig;
  readonly os: string;
  readonly architecture: string;
  readonly variant: string | undefined;
  /** RFC 3339. */
  readonly created: string;
  readonly diffIds: readonly Digest[];
  /** The chain id of the top layer; undefined for an image without layers. */
  readonly chain: Digest | undefined;
  /** Familiar forms, such as `busybox:latest`. */
  readonly repoTags: readonly string[];
}

/** What containers and the builder need of images. */
export interface ImageSource {
  /**
   * Finds an image by reference, id, or unique id prefix. Throws `not-found` with Docker's words
   * (`No such image: NAME:TAG`), `invalid` for a reference outside the grammar.
   */
  resolve(ref: string): Promise<Image>;
  /** Unpacks what is not unpacked yet, so that a writable can stand on `image.chain`. */
  ensureUnpacked(image: Image): Promise<void>;
  /** Bytes of all its layers, unpacked. */
  sizeOf(image: Image): Promise<number>;
  /**
   * Keeps an image from being deleted until the answer is called (once), for a caller that is making something from it and
   * has no record yet that `ImageUsers` could tell of.
   */
  hold(image: Image): () => void;
  /**
   * Makes an image: the parent's layers and history, then one more layer from `layer` (a plain tar), with this config.
   * Used by commit, import and the builder.
   */
  createImage(spec: NewImage): Promise<Image>;
}

export interface NewImage {
  readonly parent: Image | undefined;
  /** Undefined when only the configuration changes, and for a layer that is `borrowed`. */
  readonly layer: Readable | undefined;
  /** The layer is that of another image, counted from the bottom, which then stands on the same layers. */
  readonly borrowed?: { readonly image: Digest; readonly layer: number };
  readonly config: ContainerConfig;
  /** Of the parent, or of this machine, unless told. */
  readonly platform?: { readonly os: string; readonly architecture: string; readonly variant?: string };
  readonly author: string;
  readonly comment: string;
  /** For the history. */
  readonly createdBy: string;
  /** When it counts as made; now unless told. The same parts and moment always give the same image. */
  readonly created?: Date;
  /** `name:tag` given to it, undefined for none. */
  readonly reference: string | undefined;
}

/** Says whether something made from an image still needs it; containers implement it, images ask before deleting. */
export interface ImageUsers {
  /** The containers made from the image, with whether each runs. */
  usersOf(image: Digest): readonly { readonly id: string; readonly running: boolean }[];
}
