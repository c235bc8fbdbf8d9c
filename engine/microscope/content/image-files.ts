import type { FileHandle } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { fault } from '../../base/errors.ts';
import { readableName } from '../../disk/tar-header.ts';
import { openLayerFile } from '../../files/open-file.ts';
import { startOf } from '../../files/read.ts';
import type { Anatomy } from '../../images/anatomy.ts';
import { KIND } from '../../layers/index/layer-index.ts';
import type { LayerStore } from '../../layers/layer-store.ts';
import { spellPath } from '../timeline.ts';
import { kindAt, type View } from '../view.ts';

/** The contents of an image's files, read from its unpacked layers. A removed file is the one that was there before. */
export class ImageFiles {
  readonly #layers: Pick<LayerStore, 'foldersOf'>;
  readonly #chains: Anatomy['layers'];

  constructor(layers: Pick<LayerStore, 'foldersOf'>, anatomy: Anatomy) {
    this.#layers = layers;
    this.#chains = anatomy.layers;
  }

  /** The first `limit` bytes of a file, or all of a smaller one. Throws `invalid` for what is not a file. */
  async start(view: View, path: number, limit: number): Promise<Buffer> {
    const file = await this.#open(view, path);
    try {
      return await startOf(file, limit);
    } finally {
      await file.close();
    }
  }

  /** All of a file, as it is read; closed with the stream. Throws `invalid` for what is not a file. */
  async stream(view: View, path: number): Promise<Readable> {
    return (await this.#open(view, path)).createReadStream({ highWaterMark: 256 * 1024 });
  }

  async #open(view: View, path: number): Promise<FileHandle> {
    const place = spellPath(view.timeline, path);
    if (kindAt(view, path) !== KIND.file) throw fault('invalid', `/${readableName(place)} is not a file`);
    const chain = this.#chains[view.timeline.layer[view.version[path] ?? 0] ?? 0]?.chain;
    const [folder] = chain === undefined ? [] : await this.#layers.foldersOf(chain);
    if (folder === undefined) throw fault('not-found', 'the image has no layers');
    return openLayerFile(folder, place);
  }
}
