import type { HostConfig } from '../../api/types/container.ts';

/** What Docker's values depend on where a request says nothing. */
export interface Defaults {
  /** Control groups of version 2: a container gets a cgroup namespace of its own. */
  readonly cgroupV2: boolean;
  /** The id of a container by name or prefix; undefined when there is none. */
  readonly idOf: (ref: string) => string | undefined;
}

/** HostConfig as `docker inspect` shows it: what was asked, with Docker's values where nothing was said. */
export function withDefaults(host: HostConfig, { cgroupV2, idOf }: Defaults): HostConfig {
  const partner = (mode: string) => {
    const id = mode.startsWith('container:') ? idOf(mode.slice('container:'.length)) : undefined;
    // By id, so that the partner may be renamed.
    return id === undefined ? mode : `container:${id}`;
  };
  const memory = host.Memory ?? 0;
  return {
    ...host,
    NetworkMode: partner(host.NetworkMode || 'default'),
    ...(host.PidMode ? { PidMode: partner(host.PidMode) } : {}),
    LogConfig: { Type: host.LogConfig?.Type || 'json-file', Config: host.LogConfig?.Config ?? {} },
    RestartPolicy: {
      Name: host.RestartPolicy?.Name || 'no',
      MaximumRetryCount: host.RestartPolicy?.MaximumRetryCount ?? 0,
    },
    IpcMode: partner(host.IpcMode || 'private'),
    CgroupnsMode: host.CgroupnsMode || (cgroupV2 ? 'private' : 'host'),
    ...(memory > 0 ? { MemorySwap: host.MemorySwap || 2 * memory } : {}),
    MemorySwappiness: host.MemorySwappiness === -1 ? null : (host.MemorySwappiness ?? null),
    OomKillDisable: host.OomKillDisable ?? (cgroupV2 ? null : false),
    PidsLimit: (host.PidsLimit ?? 0) > 0 ? (host.PidsLimit ?? null) : null,
    ShmSize: host.ShmSize || 64 * 1024 * 1024,
    Binds: host.Binds ?? null,
    PortBindings: host.PortBindings ?? {},
  };
}
