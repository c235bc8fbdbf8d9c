import { chmod, chown, mkdir, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { Digest } from '../base/digest.ts';
import { fault } from '../base/errors.ts';
import type { Logger } from '../base/logger.ts';
import type { Mount } from '../base/mount.ts';
import { diskFault, makeFolder, writeJson } from '../disk/atomic-write.ts';
import { inPieces } from '../disk/in-pieces.ts';
import { readTar } from '../disk/tar-reader.ts';
import { findBelow } from '../process/find.ts';
import { packTar } from '../process/gnu-tar.ts';
import { type ThingBelow, thingAt } from './below.ts';
import { ChainStore } from './chain-store.ts';
import { changesIn, changesInFolder } from './changes.ts';
import { type Flusher, openFlusher } from './flusher.ts';
import type { LayerIndex } from './index/layer-index.ts';
import type { AppliedLayer, LayerChange, LayerStore } from './layer-store.ts';
import { toLayerTar } from './layer-tar.ts';
import { type LayerFolder, lookUp } from './merged-view.ts';
import { overlayMount } from './overlay-mount.ts';
import { openScratch, type Scratch } from './scratch.ts';
import { type Unpack, unpackLayer } from './unpack.ts';
import type { OverlayXattrs } from './whiteout.ts';
import { checkWritableId, readWritableRecord, type WritableRecord, writableFolder } from './writable.ts';

export interface LayerStoreOptions {
  /** The folder of the store, made when missing. */
  readonly root: string;
  readonly logger: Logger;
  /** `user` when overlayfs has to be mounted in a user namespace; `trusted` unless told. */
  readonly xattrs?: OverlayXattrs;
  /** How layers are unpacked; in this thread unless told. */
  readonly unpack?: Unpack;
}

/** Opens the layer store on overlayfs in `root`; README.md draws the folder. Only one engine may have it open. */
export async function openLayerStore(options: LayerStoreOptions): Promise<LayerStore> {
  const { root, logger, xattrs = 'trusted', unpack = unpackLayer } = options;
  await makeFolder(root, 0o710);
  const scratch = await openScratch(join(root, 'tmp'), logger);
  const flusher = await openFlusher(root, logger);
  const chains = new ChainStore({ root, scratch, flusher, xattrs, unpack, logger });
  await chains.open(logger);
  const store = new OverlayStore({ root, xattrs, scratch, flusher, chains });
  await store.open(logger);
  return store;
}

class OverlayStore implements LayerStore {
  readonly #root: string;
  readonly #xattrs: OverlayXattrs;
  readonly #scratch: Scratch;
  readonly #flusher: Flusher;
  readonly #chains: ChainStore;
  readonly #writables = new Map<string, WritableRecord>();

  constructor(parts: {
    readonly root: string;
    readonly xattrs: OverlayXattrs;
    readonly scratch: Scratch;
    readonly flusher: Flusher;
    readonly chains: ChainStore;
  }) {
    this.#root = parts.root;
    this.#xattrs = parts.xattrs;
    this.#scratch = parts.scratch;
    this.#flusher = parts.flusher;
    this.#chains = parts.chains;
  }

  async open(logger: Logger): Promise<void> {
    await makeFolder(join(this.#root, 'w'));
    for (const id of await readdir(join(this.#root, 'w'))) {
      const record = await readWritableRecord(this.#folder(id));
      if (record !== undefined) this.#writables.set(id, record);
      else {
        logger.warn('removing a writable layer that is not whole', { id });
        await this.#scratch.discard(this.#folder(id));
      }
    }
  }

  async has(chain: Digest): Promise<boolean> {
    return this.#chains.has(chain);
  }

  apply(layer: Parameters<LayerStore['apply']>[0]): Promise<AppliedLayer> {
    return this.#chains.apply(layer);
  }

  async sizeOfChain(chain: Digest): Promise<number> {
    return this.#chains.record(chain).size;
  }

  async removeChain(chain: Digest, isNeeded = () => false): Promise<void> {
    await this.#chains.whileStill(chain, async () => {
      if (isNeeded()) throw fault('conflict', `the layer ${chain} is needed`);
      const user = [...this.#writables].find(([, record]) => record.chain === chain);
      if (user !== undefined) throw fault('conflict', `the layer ${chain} is needed by ${user[0]}`);
      await this.#chains.remove(chain);
    });
  }

  async chains(): Promise<Digest[]> {
    return this.#chains.list();
  }

  async foldersOf(chain: Digest): Promise<string[]> {
    return this.#chains.stackOf(chain).map((layer) => layer.diff);
  }

  async indexOf(chain: Digest): Promise<LayerIndex> {
    return this.#chains.indexOf(chain);
  }

  async parentOf(chain: Digest): Promise<Digest | undefined> {
    return this.#chains.record(chain).parent ?? undefined;
  }

  async chainUnder(writable: string): Promise<Digest | undefined> {
    return this.#record(writable).chain ?? undefined;
  }

  async placeOf(part: Parameters<LayerStore['placeOf']>[0]): ReturnType<LayerStore['placeOf']> {
    if ('chain' in part) return this.#chains.placeOf(part.chain);
    this.#record(part.writable);
    return { folder: this.#folder(part.writable), elsewhere: [] };
  }

  async createWritable(id: string, chain: Digest | undefined): Promise<void> {
    checkWritableId(id);
    const record: WritableRecord = { version: 1, chain: chain ?? null };
    await this.#chains.whileStill(record.chain, async () => {
      if (this.#writables.has(id)) throw fault('conflict', `the writable layer ${id} exists already`);
      const rootStats = await lookUp(this.#chains.stackOf(record.chain), '');
      await this.#chains.lowerOf(record.chain);
      const work = await this.#scratch.newFolder();
      try {
        await mkdir(join(work, 'work'), 0o700);
        await mkdir(join(work, 'diff'), 0o755);
        if (rootStats !== undefined) {
          await chown(join(work, 'diff'), Number(rootStats.uid), Number(rootStats.gid));
          await chmod(join(work, 'diff'), Number(rootStats.mode) & 0o7777);
        }
        await writeJson(join(work, 'writable.json'), record, { durable: false });
        await chmod(work, 0o710);
        await rename(work, this.#folder(id));
      } catch (cause) {
        await this.#scratch.discard(work);
        throw diskFault(`create the writable layer ${id}`, cause);
      }
      this.#writables.set(id, record);
    });
  }

  async mountOf(id: string, target: string, { bare } = { bare: false }): Promise<Mount> {
    const { chain } = this.#record(id);
    const [init = '', ...layers] = await this.#chains.lowerOf(chain);
    return overlayMount({
      root: this.#root,
      // An image without layers has nothing else to stand on.
      lower: bare && layers.length > 0 ? layers : [init, ...layers],
      upper: join(writableFolder(id), 'diff'),
      work: join(writableFolder(id), 'work'),
      target,
      xattrs: this.#xattrs,
    });
  }

  async describe(id: string): ReturnType<LayerStore['describe']> {
    const { chain } = this.#record(id);
    const lower = await this.#chains.lowerOf(chain);
    return {
      LowerDir: [
        join(this.#root, lower[0] ?? ''),
        ...this.#chains.stackOf(chain).map((layer) => layer.diff),
      ].join(':'),
      UpperDir: join(this.#folder(id), 'diff'),
      WorkDir: join(this.#folder(id), 'work'),
    };
  }

  async changes(id: string): Promise<readonly LayerChange[]> {
    return changesIn(this.#upper(id), await this.#stackUnder(id), this.#xattrs);
  }

  async changesInFolder(id: string, folder: string): ReturnType<LayerStore['changesInFolder']> {
    return changesInFolder(this.#upper(id), await this.#stackUnder(id), folder, this.#xattrs);
  }

  async below(id: string, path: string): Promise<ThingBelow | undefined> {
    return thingAt(await this.#stackUnder(id), path);
  }

  async diffTar(id: string): Promise<Readable> {
    this.#record(id);
    const tar = toLayerTar(readTar(packTar(this.#upper(id))), this.#xattrs);
    return Readable.from(inPieces(tar), { objectMode: false });
  }

  async sizeOf(id: string): Promise<number> {
    this.#record(id);
    const seen = new Set<string>();
    let size = 0;
    for await (const file of findBelow(this.#upper(id))) {
      if (file.type === 'directory' || file.size === 0 || seen.has(file.inode)) continue;
      seen.add(file.inode);
      size += file.size;
    }
    return size;
  }

  async removeWritable(id: string): Promise<void> {
    checkWritableId(id);
    this.#writables.delete(id);
    await this.#scratch.discard(this.#folder(id));
  }

  async writables(): Promise<string[]> {
    return [...this.#writables.keys()];
  }

  freed(): Promise<void> {
    return this.#scratch.settled();
  }

  async close(): Promise<void> {
    await Promise.all([this.#scratch.settled(), this.#flusher.settled()]);
  }

  #record(id: string): WritableRecord {
    const record = this.#writables.get(id);
    if (record === undefined) throw fault('not-found', `there is no writable layer ${id}`);
    return record;
  }

  /** What a writable stands on, top first. */
  async #stackUnder(id: string): Promise<LayerFolder[]> {
    const { chain } = this.#record(id);
    const [init = ''] = await this.#chains.lowerOf(chain);
    return [{ diff: join(this.#root, init), opaque: new Set<string>() }, ...this.#chains.stackOf(chain)];
  }

  #folder(id: string): string {
    return join(this.#root, writableFolder(id));
  }

  #upper(id: string): string {
    return join(this.#folder(id), 'diff');
  }
}
