import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Digest, digestOfHex } from '../base/digest.ts';
import { silentLogger } from '../base/logger.ts';
import type { LayerStore } from '../layers/layer-store.ts';
import { openLayerStore } from '../layers/overlay-store.ts';
import { mount, mountsBelow, unmount } from '../process/mount.ts';
import { type TarMember, tarOf } from './tar-of.ts';

/** A layer store in a folder of its own, with what tests need around it. */
export interface LayerLab {
  readonly folder: string;
  /** The store's own folder. */
  readonly root: string;
  store: LayerStore;
  /** Opens the store again, as after a restart of the engine. */
  reopen(): Promise<LayerStore>;
  /** A file with a tar of these members. */
  layer(members: readonly TarMember[]): Promise<{ readonly diffId: Digest; readonly file: string }>;
  /** Makes the layer and applies it over `parent`; answers the chain. */
  apply(members: readonly TarMember[], parent?: Digest): Promise<Digest>;
  /** Runs `work` in the mounted root of a writable. */
  mounted<T>(id: string, work: (root: string) => Promise<T>): Promise<T>;
  remove(): Promise<void>;
}

/** Makes a lab; `long` gives the store a path of so many characters. */
export async function makeLayerLab(options: { readonly long?: number } = {}): Promise<LayerLab> {
  const folder = await mkdtemp(join(tmpdir(), 'gantry-test-layers-'));
  const root = join(folder, ...longFolders(options.long ?? 0), 'layers');
  let files = 0;
  const lab: LayerLab = {
    folder,
    root,
    store: await openLayerStore({ root, logger: silentLogger }),
    reopen: async () => {
      lab.store = await openLayerStore({ root, logger: silentLogger });
      return lab.store;
    },
    layer: async (members) => {
      const tar = tarOf(members);
      const file = join(folder, `layer-${files++}.tar`);
      await writeFile(file, tar);
      return { diffId: digestOfHex(createHash('sha256').update(tar).digest('hex')), file };
    },
    apply: async (members, parent) => {
      const { chain } = await lab.store.apply({ parent, ...(await lab.layer(members)) });
      return chain;
    },
    mounted: async (id, work) => {
      const target = join(folder, `mount-${id}`);
      await mkdir(target, { recursive: true });
      await mount(await lab.store.mountOf(id, target));
      try {
        return await work(target);
      } finally {
        await unmount(target);
      }
    },
    remove: async () => {
      await lab.store.close();
      for (const target of await mountsBelow(folder)) await unmount(target, { lazy: true });
      await rm(folder, { recursive: true, force: true });
    },
  };
  return lab;
}

function longFolders(length: number): string[] {
  return Array.from({ length: Math.floor(length / 101) }, (_, index) => `${index}`.repeat(100));
}
