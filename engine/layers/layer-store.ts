import type { Readable } from 'node:stream';
import type { Digest } from '../base/digest.ts';
import type { Mount } from '../base/mount.ts';
import type { ThingBelow } from './below.ts';
import type { LayerIndex } from './index/layer-index.ts';

/**
 * Vocabulary (OCI image-spec, config.md#layer-chainid): a *layer* is a tar of changes, known by its *diff id*, the digest
 * of the plain tar. Layers are unpacked once per *chain id*, the digest that names a layer together with everything
 * below it. A *writable* is a container's own top layer over a chain.
 *
 * Life: `apply` the layers of an image from the bottom up; `createWritable` over the top chain; `mountOf` gives the
 * mount as a value (others perform it); `changes`, `diffTar` and `sizeOf` look at a writable whether mounted or not;
 * `removeWritable`, `removeChain` end it. All of them are safe after a crash half way: what is not complete is not
 * there, and is swept at the next start.
 */
export interface LayerStore {
  /** True when the chain is unpacked and whole. */
  has(chain: Digest): Promise<boolean>;
  /**
   * Unpacks one layer over `parent` (undefined for the bottom). `file` holds the plain or compressed layer. Layers over each
   * other may be unpacked side by side, a few at a time: each waits for the one below only at its end. Answers at once when the chain is there. Two calls for one chain at a time do the work once.
   * Throws `invalid` for a tar that is broken or escapes, or whose digest is not `diffId`; nothing is left behind then.
   */
  apply(layer: {
    readonly parent: Digest | undefined;
    readonly diffId: Digest;
    readonly file: string;
    /** Resolves when the parent is unpacked, which has to be so already unless told; what it throws is thrown. */
    readonly below?: Promise<unknown>;
    /** Told how many bytes of `file` were read so far. */
    readonly onRead?: (bytes: number) => void;
    /** Gives up; throws its reason when that is a fault, else `cancelled`. */
    readonly signal?: AbortSignal;
  }): Promise<AppliedLayer>;
  /** Size in bytes of one unpacked layer (its own files only). */
  sizeOfChain(chain: Digest): Promise<number>;
  /**
   * Takes an unpacked layer away. Throws `conflict` while a writable or another chain stands on it, or when `isNeeded`, asked
   * at the last moment, says so.
   */
  removeChain(chain: Digest, isNeeded?: () => boolean): Promise<void>;
  /** The unpacked chains, for garbage collection. */
  chains(): Promise<Digest[]>;
  /** The folders with a chain's files and those of everything below it, top first. They are to be read only. */
  foldersOf(chain: Digest): Promise<string[]>;
  /**
   * What the layer holds, file by file. It was written down when the layer was unpacked; when that is missing or damaged it is
   * made again from the unpacked files, which takes about as long as reading them. Throws `not-found`.
   */
  indexOf(chain: Digest): Promise<LayerIndex>;
  /** The chain below; undefined at the bottom. Throws `not-found`. */
  parentOf(chain: Digest): Promise<Digest | undefined>;
  /** The chain that a writable stands on; undefined over an empty root. Throws `not-found`. */
  chainUnder(writable: string): Promise<Digest | undefined>;
  /**
   * All that the store keeps of a chain or of a writable, for counting bytes: its folder, and what lies elsewhere. What is in a
   * chain's `diff` never changes; beside it are small files of the store's own, which may. Throws `not-found`.
   */
  placeOf(
    part: { readonly chain: Digest } | { readonly writable: string },
  ): Promise<{ readonly folder: string; readonly elsewhere: readonly string[] }>;

  /** Makes the writable `id` over `chain` (undefined: an empty root). */
  createWritable(id: string, chain: Digest | undefined): Promise<void>;
  /** The overlay mount of a writable onto `target`; `bare`: without the mount targets that only a container's root needs. */
  mountOf(id: string, target: string, options?: { readonly bare: boolean }): Promise<Mount>;
  /** The folders behind a writable, as `docker inspect` shows them under GraphDriver. */
  describe(
    id: string,
  ): Promise<{ readonly LowerDir: string; readonly UpperDir: string; readonly WorkDir: string }>;
  /** What the writable changed against its chain, sorted by path. */
  changes(id: string): Promise<readonly LayerChange[]>;
  /**
   * The same of one folder (relative, one character per byte, without links on the way), by name. A folder in it counts as
   * modified when anything in it was changed.
   */
  changesInFolder(id: string, folder: string): Promise<FolderChanges>;
  /** What the layers below a writable have at a path (as above, links not followed); undefined for nothing. */
  below(id: string, path: string): Promise<ThingBelow | undefined>;
  /** The writable's changes as an OCI layer tar (whiteouts included). */
  diffTar(id: string): Promise<Readable>;
  /** Bytes of the writable's own files. */
  sizeOf(id: string): Promise<number>;
  /** Removes it; fine when it is not there. It must not be mounted. */
  removeWritable(id: string): Promise<void>;
  /** The writables that exist. */
  writables(): Promise<string[]>;

  /** Resolves once the bytes of everything that was removed are free. */
  freed(): Promise<void>;
  /** Resolves once the bytes of everything removed are free and all layers are on the disk. Nothing else needs closing. */
  close(): Promise<void>;
}

export interface AppliedLayer {
  readonly chain: Digest;
  /** Bytes of its own files. */
  readonly size: number;
}

/** What was changed in one folder, by name; one that is not below at all need not be read for that. */
export type FolderChanges = ReadonlyMap<string, LayerChange['kind']> | 'all-added';

export interface LayerChange {
  /** Absolute, as seen in the container. */
  readonly path: string;
  readonly kind: 'modified' | 'added' | 'deleted';
}
