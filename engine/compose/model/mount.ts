/** A mount of a service, in its long form. */
export interface Mount {
  readonly type: 'bind' | 'volume' | 'tmpfs' | 'image' | 'npipe' | 'cluster';
  /** A key of the project's volumes, an absolute path, an image; absent: an anonymous volume, or tmpfs. */
  readonly source?: string;
  readonly target: string;
  readonly read_only?: boolean;
  readonly consistency?: string;
  readonly bind?: {
    readonly propagation?: string;
    /** A missing source is made as a folder (the short form says so); without it, a missing source is an error. */
    readonly create_host_path?: boolean;
    /** `z` or `Z`. */
    readonly selinux?: string;
    readonly recursive?: string;
  };
  readonly volume?: {
    readonly nocopy?: boolean;
    readonly subpath?: string;
    readonly labels?: Readonly<Record<string, string>>;
  };
  readonly tmpfs?: {
    /** Bytes. */
    readonly size?: number;
    readonly mode?: number;
  };
  readonly image?: { readonly subpath?: string };
}

/** A config or secret as a file in the container. */
export interface MountedFile {
  /** A key of the project's configs or secrets. */
  readonly source: string;
  /**
   * For a secret of a service: `/run/secrets/<source>` unless given, and a relative one is below `/run/secrets`; for a
   * config, absent means `/<source>`.
   */
  readonly target?: string;
  readonly uid?: string;
  readonly gid?: string;
  readonly mode?: number;
}
