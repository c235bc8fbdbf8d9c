import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Digest } from '../base/digest.ts';
import { errnoOf } from '../base/errors.ts';
import type { Inventory, Storekeeper } from '../images/inventory.ts';
import type { LayerStore } from '../layers/layer-store.ts';
import { allocatedBytes } from '../process/du.ts';
import type { ContainerOnDisk, DiskState, RemovedLogOnDisk } from './disk-state.ts';
import { type StockedVolume, VolumeScales } from './weigh-volumes.ts';

/** What is measured, and who knows what it is. */
export interface Premises {
  /** The data root, and below it the folders of the rooms. */
  readonly root: string;
  readonly imagesRoot: string;
  readonly layersRoot: string;
  readonly containersRoot: string;
  /** With a folder for each log, named by the id. */
  readonly removedLogsRoot: string;
  readonly volumesRoot: string;
  readonly images: Storekeeper;
  readonly layers: Pick<LayerStore, 'chains' | 'parentOf' | 'placeOf' | 'writables' | 'chainUnder'>;
  /** All containers; whether one is live, and the folder with its record and log. */
  containers(): readonly (Pick<
    ContainerOnDisk,
    'id' | 'name' | 'created' | 'image' | 'mounted' | 'isLive'
  > & {
    readonly folder: string;
    /** Layers through which it sees other images. */
    readonly writables?: readonly string[];
  })[];
  removedLogs(): readonly Omit<RemovedLogOnDisk, 'bytes'>[];
  volumes(): Promise<readonly StockedVolume[]>;
}

/** The shell pattern of a name that is an id or a digest. */
const ANY_DIGEST = '?'.repeat(64);

/** Weighs everything below the data root. The files of an unpacked layer never change, so each is weighed once. */
export class Scales {
  readonly #premises: Premises;
  readonly #layerFiles = new Map<Digest, number>();
  readonly #volumes = new VolumeScales();

  constructor(premises: Premises) {
    this.#premises = premises;
  }

  async state(): Promise<DiskState> {
    const inventory = await this.#premises.images.inventory();
    const chains = await this.#chains();
    const blobs = await blobBytes(inventory);
    const containers = await this.#containers();
    const known = new Set(
      this.#premises.containers().flatMap(({ id, writables = [] }) => [id, ...writables]),
    );
    const removedLogs = await this.#removedLogs();
    const { underWay, records } = await this.#rest();
    return {
      images: inventory.images,
      containers,
      removedLogs,
      volumes: await this.#volumes.weigh(await this.#premises.volumes()),
      chains,
      blobs,
      held: new Set([...chains.keys(), ...blobs.keys()].filter(inventory.isHeld)),
      strays: (await this.#writables()).filter(({ id }) => !known.has(id)),
      underWay,
      records,
      isWhole: inventory.isWhole,
    };
  }

  async #chains(): Promise<DiskState['chains']> {
    const { layers } = this.#premises;
    const chains = await layers.chains();
    const places = await Promise.all(chains.map((chain) => layers.placeOf({ chain })));
    const parents = await Promise.all(chains.map((chain) => layers.parentOf(chain)));
    const filesOf = places.map(({ folder }) => join(folder, 'diff'));
    await this.#weighNew(chains, filesOf);
    // The index, the record, and what the first container of an image adds beside the layer's files.
    const leaveOut = [asPattern(this.#premises.layersRoot) + `/${ANY_DIGEST}/diff`];
    const beside = await allocatedBytes(
      places.map(({ folder }) => folder),
      { leaveOut },
    );
    const paths = places.flatMap(({ elsewhere }) => elsewhere);
    const weights = await allocatedBytes(paths);
    const links = new Map(paths.map((path, index) => [path, weights[index] ?? 0]));
    const bytes = new Map<Digest, { readonly bytes: number; readonly parent: Digest | undefined }>();
    for (const [index, chain] of chains.entries()) {
      const elsewhere = (places[index]?.elsewhere ?? []).map((path) => links.get(path) ?? 0);
      const own = [this.#layerFiles.get(chain) ?? 0, beside[index] ?? 0, ...elsewhere];
      bytes.set(chain, { bytes: own.reduce((sum, one) => sum + one, 0), parent: parents[index] });
    }
    return bytes;
  }

  async #weighNew(chains: readonly Digest[], filesOf: readonly string[]): Promise<void> {
    for (const chain of this.#layerFiles.keys()) if (!chains.includes(chain)) this.#layerFiles.delete(chain);
    const unweighed = [...chains.entries()].filter(([, chain]) => !this.#layerFiles.has(chain));
    const weights = await allocatedBytes(unweighed.map(([index]) => filesOf[index] ?? ''));
    for (const [place, [, chain]] of unweighed.entries()) this.#layerFiles.set(chain, weights[place] ?? 0);
  }

  async #containers(): Promise<ContainerOnDisk[]> {
    const containers = this.#premises.containers();
    const writables = new Map((await this.#writables()).map((one) => [one.id, one]));
    const folders = await allocatedBytes(containers.map(({ folder }) => folder));
    const logs = await allocatedBytes(containers.map(({ folder }) => join(folder, 'container.log')));
    return containers.map(({ folder: _, writables: more = [], ...container }, index) => {
      const log = logs[index] ?? 0;
      const writable = writables.get(container.id);
      return {
        ...container,
        chain: writable?.chain,
        writable: [container.id, ...more].reduce((sum, id) => sum + (writables.get(id)?.bytes ?? 0), 0),
        log,
        files: (folders[index] ?? 0) - log,
      };
    });
  }

  async #writables() {
    const { layers } = this.#premises;
    const ids = await layers.writables();
    const places = await Promise.all(ids.map((writable) => layers.placeOf({ writable })));
    const bytes = await allocatedBytes(places.map(({ folder }) => folder));
    const chains = await Promise.all(ids.map((writable) => layers.chainUnder(writable)));
    return ids.map((id, index) => ({ id, chain: chains[index], bytes: bytes[index] ?? 0 }));
  }

  async #removedLogs(): Promise<RemovedLogOnDisk[]> {
    const logs = this.#premises.removedLogs();
    const folders = logs.map(({ id }) => join(this.#premises.removedLogsRoot, id));
    const bytes = await allocatedBytes(folders);
    return logs.map(({ id, name, created, removed }, index) => ({
      id,
      name,
      created,
      removed,
      bytes: bytes[index] ?? 0,
    }));
  }

  /** What is none of the above: half-written files, and everything else. */
  async #rest(): Promise<Pick<DiskState, 'underWay' | 'records'>> {
    const { root, imagesRoot, layersRoot, containersRoot, volumesRoot, removedLogsRoot } = this.#premises;
    const halfWritten = [join(imagesRoot, 'incoming'), join(layersRoot, 'tmp')];
    const leaveOut = [
      join(layersRoot, ANY_DIGEST),
      join(layersRoot, 'w', '?*'),
      join(layersRoot, 'l', '?*'),
      join(imagesRoot, 'blobs', 'sha256', ANY_DIGEST),
      join(containersRoot, ANY_DIGEST),
      join(removedLogsRoot, ANY_DIGEST),
    ].map((path) => asPattern(path.slice(0, path.indexOf('?'))) + path.slice(path.indexOf('?')));
    const [records = 0] = await allocatedBytes([root], {
      leaveOut: [
        ...leaveOut,
        ...halfWritten.map(asPattern),
        // What is just being made or removed has another first letter.
        `${asPattern(volumesRoot)}/[a-zA-Z0-9]*`,
      ],
    });
    const underWay = await allocatedBytes(halfWritten);
    return { records, underWay: underWay.reduce((sum, bytes) => sum + bytes, 0) };
  }
}

async function blobBytes(inventory: Inventory): Promise<ReadonlyMap<Digest, number>> {
  const bytes = new Map<Digest, number>();
  for (const { digest, path } of inventory.blobs) {
    try {
      bytes.set(digest, (await lstat(path)).blocks * 512);
    } catch (error) {
      if (errnoOf(error) !== 'ENOENT') throw error; // gone since it was listed
    }
  }
  return bytes;
}

/** A path as a shell pattern that means just it. */
function asPattern(path: string): string {
  return path.replace(/[*?[\]\\]/g, '\\$&');
}
