import type { Digest } from '../base/digest.ts';
import type { StockedImage } from '../images/inventory.ts';

/**
 * Everything below the data root with the bytes that it occupies, as one value at one moment. Bytes are allocated ones, as
 * `du` counts them. Each byte is in exactly one part.
 */
export interface DiskState {
  readonly images: readonly ImageOnDisk[];
  readonly containers: readonly ContainerOnDisk[];
  readonly removedLogs: readonly RemovedLogOnDisk[];
  readonly volumes: readonly VolumeOnDisk[];
  /** Unpacked layers, each with its index and its init layer. */
  readonly chains: ReadonlyMap<Digest, { readonly bytes: number; readonly parent: Digest | undefined }>;
  readonly blobs: ReadonlyMap<Digest, number>;
  /** Chains and blobs that a running operation needs. */
  readonly held: ReadonlySet<Digest>;
  /** Writable layers that belong to no container. */
  readonly strays: readonly {
    readonly id: string;
    readonly chain: Digest | undefined;
    readonly bytes: number;
  }[];
  /** Downloads and layers that are just being written. */
  readonly underWay: number;
  /** All the rest: the records of the engine, and folders. */
  readonly records: number;
  /** False while an image's record cannot be read: nothing may then be called a leftover. */
  readonly isWhole: boolean;
}

/** An image as its room has it in stock. */
export type ImageOnDisk = StockedImage;

export interface ContainerOnDisk {
  readonly id: string;
  readonly name: string;
  readonly created: string | null;
  readonly image: string;
  /** The chain under its writable layer. */
  readonly chain: Digest | undefined;
  /** Images that are mounted in it, and the chains under those mounts. */
  readonly mounted?: readonly { readonly image: string; readonly chain: Digest | undefined }[];
  /** It has a process, or is about to get one. */
  readonly isLive: boolean;
  readonly writable: number;
  readonly log: number;
  /** Its record and small files. */
  readonly files: number;
}

/** The log of a container that is no more. A removal that was cut off leaves both, so its id may be a container's too. */
export interface RemovedLogOnDisk {
  /** Of the container, as `name`. */
  readonly id: string;
  readonly name: string;
  readonly created: string;
  /** RFC 3339 */
  readonly removed: string;
  readonly bytes: number;
}

export interface VolumeOnDisk {
  readonly name: string;
  readonly created: string;
  /** RFC 3339: its newest file; null while nobody knows. */
  readonly newest: string | null;
  /** Ids of the containers that have it among their mounts. */
  readonly users: readonly string[];
  /** With its snapshots; without what driver options mount there, which lies elsewhere. */
  readonly bytes: number;
}

/** A chain and those below it, from the top down; chains that are not there end it. */
export function chainsDown(state: Pick<DiskState, 'chains'>, chain: Digest | undefined): Digest[] {
  const down: Digest[] = [];
  for (let at = chain; at !== undefined; ) {
    const known = state.chains.get(at);
    if (known === undefined) break;
    down.push(at);
    at = known.parent;
  }
  return down;
}

/** Bytes of a container's own. */
export function bytesOfContainer({ writable, log, files }: ContainerOnDisk): number {
  return writable + log + files;
}
