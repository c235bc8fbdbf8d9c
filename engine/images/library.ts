import type { Digest } from '../base/digest.ts';
import { isKind } from '../base/errors.ts';
import type { Logger } from '../base/logger.ts';
import { KeyedMutex } from '../base/mutex.ts';
import type { BlobLease, BlobStore } from '../blobs/blob-store.ts';
import type { Descriptor } from '../blobs/descriptor.ts';
import { openLayout, writeLayout } from '../blobs/layout.ts';
import { openBlobStore } from '../blobs/layout-blob-store.ts';
import type { EventBus } from '../events/bus.ts';
import type { LayerStore } from '../layers/layer-store.ts';
import type { Catalogue, StoredImage } from './catalogue.ts';
import { toEntries } from './catalogue-index.ts';
import { needsOf } from './gc/graph.ts';
import type { ImageUsers } from './image.ts';
import { readCatalogue } from './read-catalogue.ts';

export interface LibraryOptions {
  /** The folder of the image layout, made when missing. */
  readonly root: string;
  readonly layers: LayerStore;
  readonly events: EventBus;
  readonly logger: Logger;
  readonly users: ImageUsers;
}

/**
 * What every operation on images works with: the catalogue in memory and on disk (`index.json`, which is its only record),
 * the blobs, the layers, and who else needs them.
 */
export class Library {
  readonly root: string;
  readonly blobs: BlobStore;
  readonly layers: LayerStore;
  readonly users: ImageUsers;
  readonly logger: Logger;
  readonly #events: EventBus;
  readonly #mutex = new KeyedMutex();
  /** Entries of the index that cannot be read now; they are kept, so that mending the disk brings the images back. */
  readonly #unreadable: readonly Descriptor[];
  /** How many operations need a chain or an image that no record tells of yet. */
  readonly #held = new Map<Digest, number>();
  #catalogue: Catalogue;

  private constructor(
    options: LibraryOptions,
    blobs: BlobStore,
    content: { readonly catalogue: Catalogue; readonly unreadable: readonly Descriptor[] },
  ) {
    this.root = options.root;
    this.layers = options.layers;
    this.users = options.users;
    this.logger = options.logger;
    this.#events = options.events;
    this.blobs = blobs;
    this.#catalogue = content.catalogue;
    this.#unreadable = content.unreadable;
  }

  /** Reads the index and every image's small blobs, and clears away what a crash left. */
  static async open(options: LibraryOptions): Promise<Library> {
    const entries = await openLayout(options.root);
    const blobs = await openBlobStore(options.root);
    const library = new Library(options, blobs, await readCatalogue(entries, blobs, options.logger));
    // What a record cannot tell of might still be needed by one that cannot be read.
    if (library.#unreadable.length === 0) {
      await library.collectBlobs(await blobs.list());
      await library.collectChains(await options.layers.chains());
    }
    return library;
  }

  get catalogue(): Catalogue {
    return this.#catalogue;
  }

  /** False while an entry of the index cannot be read. */
  get isWhole(): boolean {
    return this.#unreadable.length === 0;
  }

  /** Runs `section` alone among all that change the catalogue. */
  alone<T>(section: () => Promise<T>): Promise<T> {
    return this.#mutex.run('catalogue', section);
  }

  /** Changes the catalogue: it is on disk before anybody sees it. To be called within `alone`. */
  async commit(next: Catalogue): Promise<void> {
    await writeLayout(this.root, [...toEntries(next), ...this.#unreadable]);
    this.#catalogue = next;
  }

  /** Keeps chains or images from being removed; the answer ends that, once. */
  hold(digests: readonly Digest[]): () => void {
    for (const digest of digests) this.#held.set(digest, (this.#held.get(digest) ?? 0) + 1);
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      for (const digest of digests) {
        const count = (this.#held.get(digest) ?? 1) - 1;
        if (count === 0) this.#held.delete(digest);
        else this.#held.set(digest, count);
      }
    };
  }

  /**
   * Holds an image that is about to be unpacked and recorded; the answer lets go of it, and takes its layers away again when
   * it was not recorded.
   */
  prepare(image: StoredImage): () => Promise<void> {
    const release = this.hold([image.id, ...image.chains]);
    return async () => {
      release();
      if (!this.#catalogue.images.has(image.id)) await this.collectChains([...image.chains].reverse());
    };
  }

  isHeld(digest: Digest): boolean {
    return this.#held.has(digest);
  }

  /** Runs `work` under a lease, and afterwards removes what it stored for nothing. */
  async leased<T>(work: (lease: BlobLease) => Promise<T>): Promise<T> {
    const lease = this.blobs.lease();
    try {
      return await work(lease);
    } finally {
      await this.collectBlobs(lease.release());
    }
  }

  /** Removes those of `candidates` that no image needs and no lease holds. */
  async collectBlobs(candidates: readonly Digest[]): Promise<void> {
    for (const digest of candidates) {
      await this.blobs.remove(digest, () => needsOf(this.#catalogue).blobs.has(digest));
    }
  }

  /**
   * Removes those of `candidates` that no image, writable or running operation needs, the topmost first; answers which went.
   */
  async collectChains(candidates: readonly Digest[]): Promise<Digest[]> {
    const removed: Digest[] = [];
    // A chain goes only after those that stand on it; each round takes the topmost ones off.
    for (let rest = candidates; ; ) {
      const before = rest.length;
      const stuck: Digest[] = [];
      for (const chain of rest) {
        if (await this.#removeChain(chain)) removed.push(chain);
        else stuck.push(chain);
      }
      rest = stuck;
      if (rest.length === 0 || rest.length === before) return removed;
    }
  }

  /** Publishes an event of an image with Docker's attributes: its labels, and the name. Some events go by a name, not by the id. */
  tell(action: string, image: StoredImage, name: string, id: string = image.id): void {
    this.#events.publish({
      Type: 'image',
      Action: action,
      Actor: { ID: id, Attributes: { ...image.config.config.Labels, name } },
    });
  }

  /** Publishes that images were pruned, with the bytes that it freed. */
  tellPruned(reclaimed: number): void {
    const Attributes = { reclaimed: String(reclaimed) };
    this.#events.publish({ Type: 'image', Action: 'prune', Actor: { ID: '', Attributes } });
  }

  async #removeChain(chain: Digest): Promise<boolean> {
    const isNeeded = () => this.#held.has(chain) || needsOf(this.#catalogue).chains.has(chain);
    if (isNeeded() || !(await this.layers.has(chain))) return false;
    try {
      await this.layers.removeChain(chain, isNeeded);
      return true;
    } catch (error) {
      if (!isKind(error, 'conflict')) throw error;
      return false;
    }
  }
}

/** The blobs that an image needs. */
export function blobsOf(image: StoredImage): Digest[] {
  return [
    image.descriptor.digest,
    image.manifest.config.digest,
    ...image.manifest.layers.map((layer) => layer.digest),
    ...(image.index === undefined ? [] : [image.index]),
  ];
}
