import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Digest } from '../../base/digest.ts';
import { newId } from '../../base/ids.ts';
import { makeFolder } from '../../disk/atomic-write.ts';
import type { LayerStore } from '../../layers/layer-store.ts';
import { mount, unmount } from '../../process/mount.ts';

/** The roots of images, mounted for as long as one build looks into them. */
export class ImageRoots {
  readonly #layers: LayerStore;
  readonly #folder: string;
  readonly #mounted: { readonly id: string; readonly path: string }[] = [];
  readonly #roots = new Map<Digest, Promise<string>>();

  /** @param folder a folder of the build's own, where mounts are made */
  constructor(layers: LayerStore, folder: string) {
    this.#layers = layers;
    this.#folder = folder;
  }

  /** Where the files of a chain are to be seen. They are not to be changed. */
  of(chain: Digest): Promise<string> {
    const there = this.#roots.get(chain) ?? this.#mount(chain);
    this.#roots.set(chain, there);
    return there;
  }

  async #mount(chain: Digest): Promise<string> {
    const id = newId();
    const path = join(this.#folder, id);
    await makeFolder(path, 0o700);
    await this.#layers.createWritable(id, chain);
    this.#mounted.push({ id, path });
    await mount(await this.#layers.mountOf(id, path, { bare: true }));
    return path;
  }

  /** Takes all mounts off. */
  async close(): Promise<void> {
    await Promise.allSettled(this.#roots.values());
    this.#roots.clear();
    await this.#closeNext();
  }

  /** One that cannot be taken off, which stays as it is, keeps none of the others on. */
  async #closeNext(): Promise<void> {
    const next = this.#mounted.shift();
    if (next === undefined) return;
    try {
      await unmount(next.path, { lazy: true });
      await this.#layers.removeWritable(next.id);
      await rm(next.path, { recursive: true, force: true });
    } finally {
      await this.#closeNext();
    }
  }
}
