import type { Readable } from 'node:stream';
import type { Filters, ImageBackend, ProgressMessage } from '../api/backends.ts';
import type { ImageDeleteItem, ImageHistoryItem, ImageInspect, ImageSummary } from '../api/types/image.ts';
import { fault } from '../base/errors.ts';
import { chainsOf } from '../layers/chain-id.ts';
import { find, toImage } from './catalogue.ts';
import { createImage } from './create-image.ts';
import type { Image, ImageSource, NewImage } from './image.ts';
import { importImage } from './import.ts';
import { imageHistory, inspectImage } from './inspect.ts';
import { Library, type LibraryOptions } from './library.ts';
import { listImages } from './list.ts';
import { loadImages } from './load.ts';
import { removeImage } from './remove.ts';
import { saveImages } from './save.ts';
import { chainSize } from './sizes.ts';
import { tagImage } from './tag.ts';
import { ensureUnpacked, unpackMissing } from './unpack.ts';

/** The engine's images: what containers and the builder need of them, and what the API offers. */
export type ImageStore = ImageSource & ImageBackend;

/** Opens the image store in `root`; README.md draws the folder. Only one engine may have it open. */
export async function openImageStore(options: LibraryOptions): Promise<ImageStore> {
  const library = await Library.open(options);
  await unpackMissing(library);
  return new LibraryStore(library);
}

/** One method per operation; the work is in the file of that name. */
class LibraryStore implements ImageStore {
  readonly #library: Library;

  constructor(library: Library) {
    this.#library = library;
  }

  async resolve(ref: string): Promise<Image> {
    const { catalogue } = this.#library;
    return toImage(catalogue, find(catalogue, ref).image);
  }

  async ensureUnpacked(image: Image): Promise<void> {
    const stored = this.#library.catalogue.images.get(image.id);
    if (stored === undefined) throw fault('not-found', `No such image: ${image.id}`);
    await ensureUnpacked(this.#library, stored);
  }

  async sizeOf(image: Image): Promise<number> {
    let size = 0;
    for (const chain of chainsOf(image.diffIds)) size += await chainSize(this.#library.layers, chain);
    return size;
  }

  hold(image: Image): () => void {
    return this.#library.hold([image.id]);
  }

  async createImage(spec: NewImage): Promise<Image> {
    const stored = await createImage(this.#library, spec);
    return toImage(this.#library.catalogue, stored);
  }

  list(options: {
    readonly all: boolean;
    readonly sharedSize: boolean;
    readonly filters: Filters;
  }): Promise<ImageSummary[]> {
    return listImages(this.#library, options);
  }

  async inspect(ref: string): Promise<ImageInspect> {
    const { catalogue, layers } = this.#library;
    return inspectImage(catalogue, layers, find(catalogue, ref).image);
  }

  async history(ref: string): Promise<ImageHistoryItem[]> {
    const { catalogue, layers } = this.#library;
    return imageHistory(catalogue, layers, find(catalogue, ref).image);
  }

  tag(ref: string, repo: string, tag: string): Promise<void> {
    return tagImage(this.#library, ref, repo, tag);
  }

  remove(
    ref: string,
    options: { readonly force: boolean; readonly noPrune: boolean },
  ): Promise<ImageDeleteItem[]> {
    return removeImage(this.#library, ref, options);
  }

  load(tar: Readable, options: { readonly quiet: boolean }): AsyncIterable<ProgressMessage> {
    return loadImages(this.#library, tar, options);
  }

  save(refs: readonly string[]): Promise<Readable> {
    return saveImages(this.#library, refs);
  }

  import(tar: Readable, options: Parameters<ImageBackend['import']>[1]): Promise<string> {
    return importImage(this.#library, tar, options);
  }
}
