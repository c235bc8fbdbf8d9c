import type { Propagation, ReadOnlySubmounts } from './mount-record.ts';

/** A mount as a create request asks for it, checked, before anything is looked up or made. */
export type MountWish = VolumeWish | BindWish | TmpfsWish | ImageWish;

interface AnyWish {
  /** Absolute and normal. */
  readonly destination: string;
  readonly readOnly: boolean;
  /** As after the last colon of `-v`. */
  readonly mode: string;
}

export interface VolumeWish extends AnyWish {
  readonly type: 'volume';
  /** Empty for a new anonymous one. */
  readonly name: string;
  /** The name is that of an anonymous volume of the container whose place this one takes. */
  readonly isInvented?: boolean;
  readonly driver: string;
  readonly driverOptions: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly copy: boolean;
  readonly subpath: string | undefined;
  readonly readOnlySubmounts: ReadOnlySubmounts;
}

export interface BindWish extends AnyWish {
  readonly type: 'bind';
  readonly source: string;
  /** False: the source has to be there when the container is made. */
  readonly createSource: boolean;
  readonly propagation: Propagation | undefined;
  readonly recursive: boolean;
  readonly readOnlySubmounts: ReadOnlySubmounts;
}

export interface TmpfsWish extends AnyWish {
  readonly type: 'tmpfs';
  readonly options: string;
}

export interface ImageWish extends AnyWish {
  readonly type: 'image';
  readonly name: string;
  readonly subpath: string | undefined;
}
