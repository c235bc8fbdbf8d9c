import { lstat, mkdir, readdir, readlink, rename, symlink, unlink } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { type Digest, digestOfHex, hexOf } from '../base/digest.ts';
import { errnoOf, fault } from '../base/errors.ts';
import { Gate } from '../base/gate.ts';
import { inSlices } from '../base/in-slices.ts';
import type { Logger } from '../base/logger.ts';
import { KeyedMutex } from '../base/mutex.ts';
import { diskFault, makeFolder, writeFileAtomic, writeJson } from '../disk/atomic-write.ts';
import { extractTar } from '../process/gnu-tar.ts';
import { chainOver } from './chain-id.ts';
import type { Flusher } from './flusher.ts';
import { IndexStore } from './index/index-store.ts';
import type { LayerIndex } from './index/layer-index.ts';
import { initLayerTar } from './init-layer.ts';
import { type LayerRecord, readLayerRecord } from './layer-record.ts';
import type { AppliedLayer, LayerStore } from './layer-store.ts';
import type { LayerFolder } from './merged-view.ts';
import type { Scratch } from './scratch.ts';
import type { PackedLayer, Unpack, UnpackedLayer } from './unpack.ts';
import type { OverlayXattrs } from './whiteout.ts';

type LayerToApply = Parameters<LayerStore['apply']>[0];

/** The folder of the init layer for writables over an empty root. */
const EMPTY = 'empty';

/** How many records are read at a time. */
const RECORDS_AT_A_TIME = 32;

/** How many layers are unpacked at a time. */
const SIDE_BY_SIDE = Math.min(availableParallelism(), 4);

const NEVER = new AbortController().signal;

/** Digits of a chain that name its short link; more when two chains begin alike. */
const LINK_LENGTH = 10;

/** The unpacked chains of a store: `<chain>/diff`, `<chain>/init`, `<chain>/layer.json`, `<chain>/index` and `l/<short>`. */
export class ChainStore {
  readonly #root: string;
  readonly #scratch: Scratch;
  readonly #flusher: Flusher;
  readonly #xattrs: OverlayXattrs;
  readonly #unpack: Unpack;
  readonly #indexes: IndexStore;
  readonly #gate = new Gate(SIDE_BY_SIDE);
  readonly #records = new Map<Digest, LayerRecord>();
  readonly #mutex = new KeyedMutex();
  /** How many layers are being unpacked over a chain. */
  readonly #growing = new Map<Digest, number>();

  constructor(parts: {
    readonly root: string;
    readonly scratch: Scratch;
    readonly flusher: Flusher;
    readonly xattrs: OverlayXattrs;
    readonly unpack: Unpack;
    readonly logger: Logger;
  }) {
    this.#root = parts.root;
    this.#scratch = parts.scratch;
    this.#flusher = parts.flusher;
    this.#xattrs = parts.xattrs;
    this.#unpack = parts.unpack;
    this.#indexes = new IndexStore(parts);
  }

  /**
   * Reads what is there, and clears away what is not whole: chains without a record or a parent, chains that may not have
   * reached the disk before the machine went down, and links that lead nowhere.
   */
  async open(logger: Logger): Promise<void> {
    await makeFolder(join(this.#root, 'l'));
    const names = (await readdir(this.#root)).filter((name) => /^[0-9a-f]{64}$/.test(name));
    await inSlices(names, RECORDS_AT_A_TIME, async (name) => {
      const record = await readLayerRecord(join(this.#root, name));
      const isOnDisk = record?.boot === null || record?.boot === this.#flusher.boot;
      if (record?.chain === digestOfHex(name) && isOnDisk) this.#records.set(record.chain, record);
    });
    for (const record of this.#records.values())
      if (!this.#isRooted(record)) this.#records.delete(record.chain);
    for (const name of names) {
      if (this.#records.has(digestOfHex(name))) continue;
      logger.warn('removing a layer that is not whole', { chain: name });
      await this.#scratch.discard(join(this.#root, name));
    }
    const links = new Set([...this.#records.values()].map((record) => record.link));
    for (const name of await readdir(join(this.#root, 'l'))) {
      if (!links.has(name)) await unlink(join(this.#root, 'l', name));
    }
    for (const record of this.#records.values()) if (record.boot !== null) this.#flush(record);
  }

  has(chain: Digest): boolean {
    return this.#records.has(chain);
  }

  list(): Digest[] {
    return [...this.#records.keys()];
  }

  /** Throws `not-found` when the chain is not unpacked. */
  record(chain: Digest): LayerRecord {
    const record = this.#records.get(chain);
    if (record === undefined) throw fault('not-found', `the layer ${chain} is not unpacked`);
    return record;
  }

  /** The records from `chain` down to the bottom. */
  recordsDown(chain: Digest | null): LayerRecord[] {
    const records: LayerRecord[] = [];
    for (let at = chain; at !== null; ) {
      const record = this.record(at);
      records.push(record);
      at = record.parent;
    }
    return records;
  }

  /** The folders of `chain` and what is below it, top first. */
  stackOf(chain: Digest | null): LayerFolder[] {
    return this.recordsDown(chain).map((record) => ({
      diff: join(this.#root, hexOf(record.chain), 'diff'),
      opaque: new Set(record.opaque),
    }));
  }

  /** See LayerStore. */
  placeOf(chain: Digest): { readonly folder: string; readonly elsewhere: readonly string[] } {
    const { link } = this.record(chain);
    return { folder: join(this.#root, hexOf(chain)), elsewhere: [join(this.#root, 'l', link)] };
  }

  /** See LayerStore. */
  indexOf(chain: Digest): Promise<LayerIndex> {
    return this.#indexes.of(chain, this.placeOf(chain).folder);
  }

  /** Runs `section` while the chain can neither go nor come. */
  whileStill<T>(chain: Digest | null, section: () => Promise<T>): Promise<T> {
    return this.#mutex.run(chain ?? EMPTY, section);
  }

  /** See LayerStore. */
  async apply(layer: LayerToApply): Promise<AppliedLayer> {
    layer.below?.catch(() => undefined); // thrown below, if all goes well until then
    const chain = chainOver(layer.parent, layer.diffId);
    return this.#mutex.run(chain, async () => {
      const there = this.#records.get(chain);
      if (there !== undefined) return { chain, size: there.size };
      const parent = layer.parent ?? null;
      if (layer.below === undefined) this.stackOf(parent);
      this.#grow(parent, 1);
      const work = await this.#scratch.newFolder();
      try {
        const record = await this.#fill(work, { ...layer, chain, parent });
        await layer.below;
        await this.#place(work, record);
        return { chain, size: record.size };
      } catch (error) {
        await this.#scratch.discard(work);
        throw error;
      } finally {
        this.#grow(parent, -1);
      }
    });
  }

  /** Removes a chain that nothing stands on; the caller vouches for the writables. */
  async remove(chain: Digest): Promise<void> {
    const record = this.#records.get(chain);
    if (record === undefined) return;
    const above = [...this.#records.values()].find((other) => other.parent === chain);
    if (above !== undefined || this.#growing.has(chain)) {
      throw fault(
        'conflict',
        `the layer ${chain} is needed by ${above?.chain ?? 'one that is being unpacked'}`,
      );
    }
    this.#records.delete(chain);
    await this.#scratch.discard(join(this.#root, hexOf(chain)));
    await unlink(join(this.#root, 'l', record.link)).catch(() => undefined);
  }

  /** The folders that a writable over `chain` stands on, top first, relative to the root. Made when missing. */
  async lowerOf(chain: Digest | null): Promise<string[]> {
    const folder = chain === null ? EMPTY : hexOf(chain);
    const init = join(folder, 'init');
    await this.#mutex.run(init, async () => {
      if (!(await exists(join(this.#root, init)))) await this.#makeInit(folder, chain);
    });
    return [init, ...this.recordsDown(chain).map((record) => join('l', record.link))];
  }

  async #makeInit(folder: string, chain: Digest | null): Promise<void> {
    const work = await this.#scratch.newFolder();
    await extractTar(initLayerTar(this.stackOf(chain)), work);
    await makeFolder(join(this.#root, folder));
    try {
      await rename(work, join(this.#root, folder, 'init'));
    } catch (cause) {
      await this.#scratch.discard(work);
      throw diskFault(`create the init layer of ${folder}`, cause);
    }
  }

  async #fill(
    work: string,
    layer: Omit<LayerToApply, 'parent'> & { readonly chain: Digest; readonly parent: Digest | null },
  ): Promise<LayerRecord> {
    const into = join(work, 'diff');
    await mkdir(into, 0o755);
    const { chain, parent, diffId, file, below, onRead = () => undefined, signal = NEVER } = layer;
    const { size, opaque, index } = await this.#unpackInTurn({
      file,
      diffId,
      into,
      xattrs: this.#xattrs,
      stack: async () => {
        await below;
        return this.stackOf(parent);
      },
      onRead,
      signal,
    });
    await writeFileAtomic(join(work, 'index'), index, { durable: false });
    const link = await this.#makeLink(chain);
    const { boot } = this.#flusher;
    return { version: 1, chain, parent, diffId, size, link, boot, opaque: [...opaque] };
  }

  /** A layer that waits for the one below has had its turn, so that whatever it waits for gets one. */
  async #unpackInTurn(layer: PackedLayer): Promise<UnpackedLayer> {
    const begun = await this.#gate.run(
      async () => {
        let waits: () => void = () => undefined;
        const waiting = new Promise<void>((resolve) => {
          waits = resolve;
        });
        const stack = () => {
          waits();
          return layer.stack();
        };
        const unpacked = this.#unpack({ ...layer, stack });
        await Promise.race([unpacked, waiting]);
        return { unpacked };
      },
      { signal: layer.signal },
    );
    return begun.unpacked;
  }

  async #place(work: string, record: LayerRecord): Promise<void> {
    await writeJson(join(work, 'layer.json'), record, { durable: false });
    try {
      await rename(work, join(this.#root, hexOf(record.chain)));
    } catch (cause) {
      throw diskFault(`keep the layer ${record.chain}`, cause);
    }
    this.#records.set(record.chain, record);
    this.#flush(record);
  }

  #flush(record: LayerRecord): void {
    this.#flusher.flush(() =>
      this.#mutex.run(record.chain, async () => {
        if (this.#records.get(record.chain) !== record) return;
        const flushed: LayerRecord = { ...record, boot: null };
        await writeJson(join(this.#root, hexOf(record.chain), 'layer.json'), flushed, { durable: true });
        this.#records.set(record.chain, flushed);
      }),
    );
  }

  async #makeLink(chain: Digest): Promise<string> {
    const hex = hexOf(chain);
    const target = join('..', hex, 'diff');
    for (let length = LINK_LENGTH; ; length++) {
      const name = hex.slice(0, length);
      const path = join(this.#root, 'l', name);
      try {
        await symlink(target, path);
        return name;
      } catch (cause) {
        if (errnoOf(cause) !== 'EEXIST') throw diskFault(`create the link ${path}`, cause);
        if ((await readlink(path)) === target) return name;
      }
    }
  }

  #grow(chain: Digest | null, by: number): void {
    if (chain === null) return;
    const count = (this.#growing.get(chain) ?? 0) + by;
    if (count === 0) this.#growing.delete(chain);
    else this.#growing.set(chain, count);
  }

  #isRooted(record: LayerRecord): boolean {
    for (let at: LayerRecord | undefined = record; ; at = this.#records.get(at.parent)) {
      if (at === undefined) return false;
      if (at.parent === null) return true;
    }
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return false;
    throw error;
  }
}
