import type { Digest } from '../../base/digest.ts';

export type Propagation = 'private' | 'rprivate' | 'slave' | 'rslave' | 'shared' | 'rshared';

/**
 * One mount of a container, as its record keeps it: settled when the container is made, carried out at each start. Paths in the
 * container are absolute and normal, never the root.
 */
export type MountRecord = VolumeMount | BindMount | TmpfsMount | ImageMount;

interface AnyMount {
  readonly destination: string;
  readonly readOnly: boolean;
  /** Came with `--mount`, so that whoever shows `HostConfig.Mounts` shows it. */
  readonly mode: string;
}

export interface VolumeMount extends AnyMount {
  readonly type: 'volume';
  readonly name: string;
  /** Its name was invented for this container (or for the one whose volumes these are): it goes with `rm -v`. */
  readonly anonymous: boolean;
  /** A first use fills it with what the image has there. */
  readonly copy: boolean;
  /** A path inside the volume, relative; undefined for all of it. */
  readonly subpath?: string;
  /** Of read-only ones: what is mounted below is read-only too (where the kernel can). */
  readonly readOnlySubmounts: ReadOnlySubmounts;
}

export interface BindMount extends AnyMount {
  readonly type: 'bind';
  /** On the host. */
  readonly source: string;
  /** A missing source becomes an empty folder at the start, as with `-v`. */
  readonly createSource: boolean;
  readonly propagation: Propagation;
  /** Asked for by name: then it is an error when the host cannot. */
  readonly propagationAsked: boolean;
  /** False: without what is mounted below the source. */
  readonly recursive: boolean;
  readonly readOnlySubmounts: ReadOnlySubmounts;
}

/** `try`: where the kernel can (Docker's default); `never`; `must`: refuse otherwise. */
export type ReadOnlySubmounts = 'try' | 'never' | 'must';

export interface TmpfsMount extends AnyMount {
  readonly type: 'tmpfs';
  /** As after `-o`, without those that Docker adds. */
  readonly options: string;
}

export interface ImageMount extends AnyMount {
  readonly type: 'image';
  /** The reference that was asked for. */
  readonly name: string;
  readonly image: Digest;
  /** Null for an image without layers. */
  readonly chain: Digest | null;
  readonly subpath?: string;
}
