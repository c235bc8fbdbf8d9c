import type { HostConfig } from '../../api/types/container.ts';

/** HostConfig as `docker inspect` shows it: what was asked, with Docker's values where nothing was said. */
export function withDefaults(host: HostConfig): HostConfig {
  return {
    ...host,
    NetworkMode: host.NetworkMode || 'default',
    LogConfig: { Type: host.LogConfig?.Type || 'json-file', Config: host.LogConfig?.Config ?? {} },
    RestartPolicy: {
      Name: host.RestartPolicy?.Name || 'no',
      MaximumRetryCount: host.RestartPolicy?.MaximumRetryCount ?? 0,
    },
    IpcMode: host.IpcMode || 'private',
    CgroupnsMode: host.CgroupnsMode || 'private',
    ShmSize: host.ShmSize || 64 * 1024 * 1024,
    Binds: host.Binds ?? null,
    PortBindings: host.PortBindings ?? {},
  };
}
