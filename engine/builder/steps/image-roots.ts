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
  readonly #mounted = new Map<Digest, { readonly id: string; readonly path: string }>();

  /** @param folder a folder of the build's own, where mounts are made */
  constructor(layers: LayerStore, folder: string) {
    this.#layers = layers;
    this.#folder = folder;
  }

  /** Where the files of a chain are to be seen. They are not to be changed. */
  async of(chain: Digest): Promise<string> {
    const there = this.#mounted.get(chain);
    if (there !== undefined) return there.path;
    const id = newId();
    const path = join(this.#folder, id);
    await makeFolder(path, 0o700);
    await this.#layers.createWritable(id, chain);
    this.#mounted.set(chain, { id, path });
    await mount(await this.#layers.mountOf(id, path, { bare: true }));
    return path;
  }

  /** Takes all mounts off. */
  async close(): Promise<void> {
    for (const { id, path } of this.#mounted.values()) {
      await unmount(path, { lazy: true });
      await this.#layers.removeWritable(id);
      await rm(path, { recursive: true, force: true });
    }
    this.#mounted.clear();
  }
}
