import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Digest } from '../../base/digest.ts';
import { messageOf } from '../../base/errors.ts';
import type { Logger } from '../../base/logger.ts';
import { KeyedMutex } from '../../base/mutex.ts';
import { writeFileAtomic } from '../../disk/atomic-write.ts';
import { readTar } from '../../disk/tar-reader.ts';
import { packTar } from '../../process/gnu-tar.ts';
import { memberPath } from '../member-path.ts';
import type { OverlayXattrs } from '../whiteout.ts';
import { hashed } from './content-hash.ts';
import { type BuiltIndex, IndexBuilder } from './index-builder.ts';
import { readIndex } from './index-file.ts';
import type { LayerIndex } from './layer-index.ts';

/** The indexes of unpacked layers. One that somebody still uses is not read twice; nothing else is kept in memory. */
export class IndexStore {
  readonly #xattrs: OverlayXattrs;
  readonly #logger: Logger;
  readonly #inUse = new Map<Digest, WeakRef<LayerIndex>>();
  readonly #mutex = new KeyedMutex();

  constructor(parts: { readonly xattrs: OverlayXattrs; readonly logger: Logger }) {
    this.#xattrs = parts.xattrs;
    this.#logger = parts.logger;
  }

  /** The index of the chain that is unpacked in `folder`; made and kept when it is missing or damaged. */
  of(chain: Digest, folder: string): Promise<LayerIndex> {
    return this.#mutex.run(chain, async () => {
      const known = this.#inUse.get(chain)?.deref();
      if (known !== undefined) return known;
      const index = (await this.#read(folder)) ?? (await this.#makeAgain(folder));
      for (const [other, reference] of this.#inUse)
        if (reference.deref() === undefined) this.#inUse.delete(other);
      this.#inUse.set(chain, new WeakRef(index));
      return index;
    });
  }

  async #read(folder: string): Promise<LayerIndex | undefined> {
    try {
      return await readIndex(await readFile(join(folder, 'index')));
    } catch {
      return undefined; // whatever is wrong with it, it can be made again
    }
  }

  async #makeAgain(folder: string): Promise<LayerIndex> {
    this.#logger.info('making the index of a layer again', { folder });
    const { index, file } = await indexFolder(join(folder, 'diff'), this.#xattrs);
    try {
      await writeFileAtomic(join(folder, 'index'), file, { durable: false });
    } catch (error) {
      this.#logger.warn('the index of a layer cannot be kept', { folder, error: messageOf(error) });
    }
    return index;
  }
}

/** Makes the index of an unpacked layer from its files. */
export async function indexFolder(diff: string, xattrs: OverlayXattrs): Promise<BuiltIndex> {
  const builder = new IndexBuilder(xattrs);
  for await (const { header, body } of readTar(packTar(diff))) {
    let digest: string | undefined;
    if (header.size > 0) {
      for await (const _ of hashed(body, (found) => (digest = found)));
    }
    builder.add(memberPath(header.path), header, digest);
  }
  return builder.build();
}
