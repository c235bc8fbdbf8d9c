/** An endpoint under its names: what others on its network find. */
export interface NameMember {
  readonly container: string;
  /** Id of the network. */
  readonly network: string;
  /** The container's name first (reverse look-ups answer it), then hostname, aliases and the short id. */
  readonly names: readonly string[];
  /** Without prefix length. */
  readonly v4?: string;
  readonly v6?: string;
}

/** A network as one asker sees it. */
export interface AskerNetwork {
  readonly id: string;
  /** Its name: `web.NAME` finds `web` on it. */
  readonly name: string;
  /** `--link` of this endpoint: alias to container id. Only this asker knows these names. */
  readonly links?: ReadonlyMap<string, string>;
}

/** A container as it asks: which names it may see, and who is asked about everything else. */
export interface Asker {
  readonly container: string;
  /** Its own addresses on every bridge, without prefix length: queries are known by their source. */
  readonly addresses: readonly string[];
  /** In the order in which names are looked for; the first network that knows a name answers. */
  readonly networks: readonly AskerNetwork[];
  /** The servers of `--dns`; empty for the host's. */
  readonly upstream: readonly string[];
  /** False when all its networks are internal: then only servers that are its neighbours are asked. */
  readonly external: boolean;
  /** How it reaches the host: the answer to `host.docker.internal`. */
  readonly host: { readonly v4?: string; readonly v6?: string };
  /** The user chose `ndots`: a name of one label is then never asked outside, the client tries its search domains. */
  readonly ndotsChosen: boolean;
}
