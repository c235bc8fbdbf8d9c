import type { Readable } from 'node:stream';
import type { Filters } from '../api/backends/filters.ts';
import type { ImageBackend } from '../api/backends/images.ts';
import type { ProgressMessage } from '../api/backends/progress.ts';
import type { PullRequest, PushRequest, RegistryBackend } from '../api/backends/registry.ts';
import type {
  ImageDeleteItem,
  ImageHistoryItem,
  ImageInspect,
  ImagePruneReport,
  ImageSummary,
} from '../api/types/image.ts';
import type {
  AuthAnswer,
  AuthConfig,
  DistributionInspect,
  ImageSearchResult,
} from '../api/types/registry.ts';
import { fault } from '../base/errors.ts';
import { chainsOf } from '../layers/chain-id.ts';
import { credentialsOf } from '../registry/auth/credentials.ts';
import { login } from '../registry/login.ts';
import type { Registries } from '../registry/registries.ts';
import { type Anatomist, type Anatomy, anatomyOf } from './anatomy.ts';
import { find, toImage } from './catalogue.ts';
import { createImage } from './create-image.ts';
import { inspectDistribution } from './distribution.ts';
import { Downloads } from './downloads.ts';
import type { Image, ImageSource, NewImage } from './image.ts';
import { importImage } from './import.ts';
import { imageHistory, inspectImage } from './inspect.ts';
import { type Inventory, inventoryOf, type Storekeeper } from './inventory.ts';
import { Library, type LibraryOptions } from './library.ts';
import { listImages } from './list.ts';
import { loadImages } from './load.ts';
import { pruneImages } from './prune.ts';
import { pull } from './pull.ts';
import { push } from './push.ts';
import { removeImage } from './remove.ts';
import { removeExactly } from './remove-exactly.ts';
import { saveImages } from './save.ts';
import { searchImages } from './search.ts';
import { chainSize } from './sizes.ts';
import { tagImage } from './tag.ts';
import { ensureUnpacked, unpackMissing } from './unpack.ts';

/** The engine's images: what containers and the builder need of them, and what the API offers. */
export type ImageStore = ImageSource & ImageBackend & RegistryBackend & Anatomist & Storekeeper;

/** Opens the image store in `root`; README.md draws the folder. Only one engine may have it open. */
export async function openImageStore(
  options: LibraryOptions & { readonly registries: Registries },
): Promise<ImageStore> {
  const library = await Library.open(options);
  await unpackMissing(library);
  return new LibraryStore(library, options.registries);
}

/** One method per operation; the work is in the file of that name. */
class LibraryStore implements ImageStore {
  readonly #library: Library;
  readonly #registries: Registries;
  readonly #downloads = new Downloads();

  constructor(library: Library, registries: Registries) {
    this.#library = library;
    this.#registries = registries;
  }

  async resolve(ref: string): Promise<Image> {
    const { catalogue } = this.#library;
    return toImage(catalogue, find(catalogue, ref).image);
  }

  async anatomy(ref: string): Promise<Anatomy> {
    const { catalogue } = this.#library;
    return anatomyOf(catalogue, find(catalogue, ref).image);
  }

  inventory(): Promise<Inventory> {
    return inventoryOf(this.#library);
  }

  removeExactly(what: Parameters<Storekeeper['removeExactly']>[0]): Promise<void> {
    return removeExactly(this.#library, what);
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

  prune(filters: Filters): Promise<ImagePruneReport> {
    return pruneImages(this.#library, filters);
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

  pull(request: PullRequest, signal: AbortSignal): AsyncIterable<ProgressMessage> {
    const parts = { library: this.#library, registries: this.#registries, downloads: this.#downloads };
    return pull(parts, request, signal);
  }

  push(request: PushRequest, signal: AbortSignal): AsyncIterable<ProgressMessage> {
    return push({ library: this.#library, registries: this.#registries }, request, signal);
  }

  async login(auth: AuthConfig, signal: AbortSignal): Promise<AuthAnswer> {
    const { serveraddress = '' } = auth;
    const IdentityToken = await login(this.#registries, serveraddress, credentialsOf(auth), signal);
    return { Status: 'Login Succeeded', IdentityToken };
  }

  distribution(ref: string, auth: AuthConfig | undefined, signal: AbortSignal): Promise<DistributionInspect> {
    return inspectDistribution(this.#registries, ref, auth, signal);
  }

  search(
    query: { readonly term: string; readonly limit: number; readonly filters: Filters },
    auth: AuthConfig | undefined,
    signal: AbortSignal,
  ): Promise<readonly ImageSearchResult[]> {
    return searchImages(this.#registries, query, auth, signal);
  }
}
