import type { Digest } from '../base/digest.ts';
import { type Catalogue, namesOf, type StoredImage, tagsOf } from './catalogue.ts';
import type { ImageConfig } from './image-config.ts';

/** What an image is made of, for those who look into it. */
export interface Anatomy {
  readonly id: Digest;
  /** Tags in familiar form. */
  readonly names: readonly string[];
  readonly config: ImageConfig;
  /** From the bottom up. */
  readonly layers: readonly {
    readonly chain: Digest;
    readonly diffId: Digest;
    /** Bytes of the blob. */
    readonly blobSize: number;
    /** Other images with the same layer on the same layers, by name where they have one. */
    readonly sharedWith: readonly string[];
  }[];
}

/** Who can tell what images are made of. */
export interface Anatomist {
  /** Finds the image as `ImageSource.resolve` does, with the same errors. */
  anatomy(ref: string): Promise<Anatomy>;
}

/** The anatomy of an image of the catalogue. */
export function anatomyOf(catalogue: Catalogue, image: StoredImage): Anatomy {
  const others = [...catalogue.images.values()].filter((other) => other.id !== image.id);
  return {
    id: image.id,
    names: tagsOf(namesOf(catalogue, image.id)),
    config: image.config,
    layers: image.manifest.layers.map((layer, index) => {
      const chain = image.chains[index] ?? image.id;
      return {
        chain,
        diffId: image.config.rootfs.diff_ids[index] ?? image.id,
        blobSize: layer.size,
        sharedWith: others
          .filter((other) => other.chains[index] === chain)
          .map((other) => tagsOf(namesOf(catalogue, other.id))[0] ?? other.id),
      };
    }),
  };
}
