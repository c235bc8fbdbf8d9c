import type { Digest } from '../base/digest.ts';
import { imageWritablesOf } from './mounts/image-writable.ts';
import { mountsIn } from './mounts/mounts-in.ts';
import { isLive } from './state.ts';
import type { ContainerStore } from './store.ts';

/** A container as something that occupies the disk. */
export interface ContainerOnDisk {
  readonly id: string;
  readonly name: string;
  /** RFC 3339. */
  readonly created: string;
  readonly image: string;
  /** It has a process, or its restart policy is about to give it one. */
  readonly isLive: boolean;
  /** The folder with its record and its log. */
  readonly folder: string;
  /** Images that are mounted in it. */
  readonly mounted: readonly { readonly image: string; readonly chain: Digest | undefined }[];
  /** The layers through which it sees them. */
  readonly writables: readonly string[];
}

/** All containers, for those who count bytes. */
export function containersOnDisk(store: ContainerStore): ContainerOnDisk[] {
  return store.all().map(({ record, stored }) => ({
    id: record.id,
    name: record.name,
    created: record.created,
    image: record.image,
    isLive: isLive(stored.state) || stored.state.status === 'restarting',
    folder: store.folder(record.id),
    mounted: mountsIn(record).flatMap((mount) =>
      mount.type === 'image' ? [{ image: mount.image, chain: mount.chain ?? undefined }] : [],
    ),
    writables: imageWritablesOf(record),
  }));
}
