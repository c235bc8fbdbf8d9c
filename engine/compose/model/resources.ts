type Texts = Readonly<Record<string, string>>;

/** What all resources have in common. */
interface Named {
  /** The name in the engine: `project_key`, unless given or external. */
  readonly name: string;
  /** Not ours: it has to be there, and is never made nor removed. */
  readonly external?: boolean;
  readonly labels?: Texts;
  /** `x-…` keys. */
  readonly extensions?: Readonly<Record<string, unknown>>;
}

export interface Network extends Named {
  readonly driver?: string;
  readonly driver_opts?: Texts;
  readonly ipam: {
    readonly driver?: string;
    readonly config?: readonly IpamPool[];
    readonly options?: Texts;
  };
  readonly internal?: boolean;
  readonly attachable?: boolean;
  readonly enable_ipv4?: boolean;
  readonly enable_ipv6?: boolean;
}

export interface IpamPool {
  readonly subnet?: string;
  readonly ip_range?: string;
  readonly gateway?: string;
  readonly aux_addresses?: Texts;
}

export interface Volume extends Named {
  readonly driver?: string;
  readonly driver_opts?: Texts;
}

/** A file's content that comes from elsewhere: exactly one of `file`, `environment`, `content`, unless external. */
interface FileContent extends Named {
  /** Absolute path. */
  readonly file?: string;
  /** A variable of the loading environment; its value is in `text`. */
  readonly environment?: string;
  readonly content?: string;
  /** What `environment` or `content` stand for; never shown in the rendered configuration. */
  readonly text?: string;
  readonly template_driver?: string;
}

export interface Config extends FileContent {}

export interface Secret extends FileContent {
  readonly driver?: string;
  readonly driver_opts?: Texts;
}

/** A language model that services use. */
export interface Model {
  readonly name?: string;
  readonly model: string;
  readonly context_size?: number;
  readonly runtime_flags?: readonly string[];
}
