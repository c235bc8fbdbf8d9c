/** Shapes of the Docker Engine API (version 1.51), resource "volumes", and Gantry's own about them. Names are the wire's own. */

/** One element of `GET /volumes`, the answer of `GET /volumes/{name}` and of `POST /volumes/create`. */
export interface Volume {
  readonly Name: string;
  readonly Driver: string;
  /** Where its files lie on the host. */
  readonly Mountpoint: string;
  /** RFC 3339. */
  readonly CreatedAt: string;
  /** What the driver says about it. */
  readonly Status?: Readonly<Record<string, unknown>>;
  readonly Labels: Readonly<Record<string, string>> | null;
  readonly Scope: 'local';
  readonly Options: Readonly<Record<string, string>> | null;
  /** Only in `GET /system/df`. Bytes that the file system gave to it, and how many containers use it. */
  readonly UsageData?: { readonly Size: number; readonly RefCount: number };
}

/** Body of `POST /volumes/create`. */
export interface VolumeCreateRequest {
  /** Empty or missing: an anonymous volume with an invented name. */
  readonly Name?: string;
  readonly Driver?: string;
  /** Of the driver `local`: `type`, `o` and `device`, as mount(8) takes them. */
  readonly DriverOpts?: Readonly<Record<string, string>>;
  readonly Labels?: Readonly<Record<string, string>>;
  readonly ClusterVolumeSpec?: object;
}

/** Answer of `GET /volumes`. */
export interface VolumeListResponse {
  readonly Volumes: readonly Volume[];
  readonly Warnings: readonly string[] | null;
}

/** Answer of `POST /volumes/prune`. */
export interface VolumePruneReport {
  readonly VolumesDeleted: readonly string[] | null;
  readonly SpaceReclaimed: number;
}

/** A container that has a volume among its mounts, running or not. */
export interface VolumeUser {
  readonly id: string;
  readonly name: string;
  readonly running: boolean;
  /** Where it is in the container. */
  readonly destination: string;
  readonly readOnly: boolean;
  /** The Compose project that it belongs to; null for none. */
  readonly project: string | null;
}

/** One element of `GET /gantry/volumes`, Gantry's own: a volume with what a person wants to know before touching it. */
export interface VolumeOverview extends Omit<Volume, 'UsageData'> {
  /** Made for one container, with an invented name. */
  readonly anonymous: boolean;
  readonly users: readonly VolumeUser[];
  /** As measured last; null until the first measurement of a large volume has come to its end. */
  readonly usage: VolumeUsage | null;
  /** A measurement is under way; the event `volume measure` tells its end. */
  readonly measuring: boolean;
}

export interface VolumeUsage {
  /** Bytes that the file system gave to its files (`st_blocks` × 512), each inode once. */
  readonly bytes: number;
  /** RFC 3339: the latest modification of a file or folder in it. */
  readonly newest: string;
  /** RFC 3339. */
  readonly measuredAt: string;
}
