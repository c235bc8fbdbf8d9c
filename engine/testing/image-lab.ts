import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { silentLogger } from '../base/logger.ts';
import { EventBus } from '../events/bus.ts';
import { type ImageStore, openImageStore } from '../images/image-store.ts';
import type { LayerStore } from '../layers/layer-store.ts';
import { openLayerStore } from '../layers/overlay-store.ts';
import type { Registries } from '../registry/registries.ts';
import { inChunks } from './tar-of.ts';
import { testRegistries } from './test-registries.ts';

/** An image store and its layers in a folder of their own. */
export interface ImageLab {
  readonly folder: string;
  /** The folder of the image layout. */
  readonly root: string;
  readonly events: EventBus;
  /** What the store believes to be made from its images. */
  users: readonly { readonly image: string; readonly id: string; readonly running: boolean }[];
  layers: LayerStore;
  images: ImageStore;
  /** Opens everything again, as after a restart of the engine. */
  reopen(): Promise<ImageStore>;
  /** Loads an archive; answers what was said, without progress. */
  load(archive: Buffer): Promise<string>;
  remove(): Promise<void>;
}

/** `registries` are those that images are pulled from; without them this machine's own. */
export async function makeImageLab(registries: Registries = testRegistries()): Promise<ImageLab> {
  const folder = await mkdtemp(join(tmpdir(), 'gantry-test-images-'));
  const root = join(folder, 'images');
  const events = new EventBus();
  const open = async () => {
    const layers = await openLayerStore({ root: join(folder, 'layers'), logger: silentLogger });
    const users = { usersOf: (id: string) => lab.users.filter(({ image }) => image === id) };
    const options = { root, layers, events, logger: silentLogger, users, registries };
    return { layers, images: await openImageStore(options) };
  };
  const lab: ImageLab = {
    folder,
    root,
    events,
    users: [],
    ...(await open()),
    reopen: async () => {
      await lab.layers.close();
      Object.assign(lab, await open());
      return lab.images;
    },
    load: async (archive) => {
      let said = '';
      for await (const { stream } of lab.images.load(Readable.from(inChunks(archive, 65_536)), {
        quiet: true,
      })) {
        said += stream ?? '';
      }
      return said;
    },
    remove: async () => {
      await lab.layers.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
  return lab;
}
