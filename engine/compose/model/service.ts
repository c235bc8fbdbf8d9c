import type { Build } from './build.ts';
import type { Deploy, DeviceRequest } from './deploy.ts';
import type { Mount, MountedFile } from './mount.ts';

type Texts = Readonly<Record<string, string>>;

/** A service in its long form. Values follow the Compose Specification's service element. */
export interface Service {
  readonly name: string;

  // What runs
  readonly image?: string;
  readonly build?: Build;
  readonly platform?: string;
  /** `always`, `never`, `missing`, `if_not_present`, `build`, `daily`, `weekly`, `every_<duration>`. */
  readonly pull_policy?: string;
  /** Null: the image's own. */
  readonly command: readonly string[] | null;
  /** Null: the image's own. */
  readonly entrypoint: readonly string[] | null;
  readonly working_dir?: string;
  readonly user?: string;
  readonly group_add?: readonly string[];
  readonly init?: boolean;
  readonly tty?: boolean;
  readonly stdin_open?: boolean;
  /** Env files are in here already. Null: named, but without a value anywhere, so not set in the container. */
  readonly environment?: Readonly<Record<string, string | null>>;
  readonly provider?: Provider;
  readonly models?: Readonly<Record<string, ServiceModel>>;

  // Its life
  readonly scale?: number;
  readonly profiles?: readonly string[];
  /** Also what `links`, `volumes_from`, `network_mode: service:…` and the like imply. */
  readonly depends_on?: Readonly<Record<string, Dependency>>;
  /** `no`, `always`, `unless-stopped`, `on-failure`, `on-failure:N`. */
  readonly restart?: string;
  readonly healthcheck?: HealthCheck;
  readonly stop_signal?: string;
  readonly stop_grace_period?: string;
  readonly pre_start?: readonly Hook[];
  readonly post_start?: readonly Hook[];
  readonly pre_stop?: readonly Hook[];
  readonly deploy?: Deploy;
  readonly develop?: Develop;
  readonly attach?: boolean;

  // Its names and labels
  readonly container_name?: string;
  readonly hostname?: string;
  readonly domainname?: string;
  /** Label files are in here already. */
  readonly labels?: Texts;
  readonly annotations?: Texts;
  readonly logging?: { readonly driver?: string; readonly options?: Texts };

  // Networks
  readonly network_mode?: string;
  /** Absent when `network_mode` is given. */
  readonly networks?: Readonly<Record<string, ServiceNetwork>>;
  readonly ports?: readonly Port[];
  /** `9090`, `9090-9095`, `53/udp`. */
  readonly expose?: readonly string[];
  readonly links?: readonly string[];
  readonly external_links?: readonly string[];
  /** Host name → addresses. */
  readonly extra_hosts?: Readonly<Record<string, readonly string[]>>;
  readonly dns?: readonly string[];
  readonly dns_opt?: readonly string[];
  readonly dns_search?: readonly string[];
  readonly mac_address?: string;

  // Files
  readonly volumes?: readonly Mount[];
  /** `service`, `service:ro`, `container:name:ro`. */
  readonly volumes_from?: readonly string[];
  /** `/run`, `/run:size=64m,mode=1777`. */
  readonly tmpfs?: readonly string[];
  readonly configs?: readonly MountedFile[];
  readonly secrets?: readonly MountedFile[];
  readonly read_only?: boolean;
  readonly storage_opt?: Texts;

  // Isolation
  readonly privileged?: boolean;
  readonly cap_add?: readonly string[];
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly userns_mode?: string;
  readonly pid?: string;
  readonly ipc?: string;
  readonly uts?: string;
  readonly cgroup?: string;
  readonly cgroup_parent?: string;
  readonly isolation?: string;
  readonly runtime?: string;
  readonly sysctls?: Texts;
  readonly ulimits?: Readonly<Record<string, Ulimit>>;
  readonly devices?: readonly Device[];
  readonly device_cgroup_rules?: readonly string[];
  readonly gpus?: readonly DeviceRequest[];
  readonly credential_spec?: { readonly config?: string; readonly file?: string; readonly registry?: string };
  readonly use_api_socket?: boolean;

  // Limits; sizes in bytes
  readonly mem_limit?: number;
  readonly mem_reservation?: number;
  readonly mem_swappiness?: number;
  /** -1: without a limit. */
  readonly memswap_limit?: number;
  readonly shm_size?: number;
  readonly pids_limit?: number;
  readonly oom_kill_disable?: boolean;
  readonly oom_score_adj?: number;
  readonly cpus?: number;
  readonly cpu_count?: number;
  readonly cpu_percent?: number;
  /** Microseconds. */
  readonly cpu_period?: number;
  /** Microseconds. */
  readonly cpu_quota?: number;
  /** Microseconds. */
  readonly cpu_rt_period?: number;
  /** Microseconds. */
  readonly cpu_rt_runtime?: number;
  readonly cpu_shares?: number;
  readonly cpuset?: string;
  readonly blkio_config?: BlockIo;

  /** `x-…` keys of the service. */
  readonly extensions?: Readonly<Record<string, unknown>>;
}

export interface Dependency {
  readonly condition: 'service_started' | 'service_healthy' | 'service_completed_successfully';
  /** Restart this service when the one it depends on is restarted or recreated by Compose. */
  readonly restart?: boolean;
  /** False: only a warning when the other service is not active or fails. */
  readonly required: boolean;
}

export interface HealthCheck {
  /** `['CMD', …]`, `['CMD-SHELL', text]`, `['NONE']`. */
  readonly test?: readonly string[];
  readonly disable?: boolean;
  readonly interval?: string;
  readonly timeout?: string;
  readonly start_period?: string;
  readonly start_interval?: string;
  readonly retries?: number;
}

/** A command run inside the container at a point of its life. */
export interface Hook {
  readonly command: readonly string[];
  readonly user?: string;
  readonly privileged?: boolean;
  readonly working_dir?: string;
  readonly environment?: Readonly<Record<string, string | null>>;
  /** For `pre_start` only: the image that the hook runs in. */
  readonly image?: string;
  /** For `pre_start` only. */
  readonly per_replica?: boolean;
}

/** How a service is in a network; all of it may be absent. */
export interface ServiceNetwork {
  readonly aliases?: readonly string[];
  readonly ipv4_address?: string;
  readonly ipv6_address?: string;
  readonly link_local_ips?: readonly string[];
  readonly mac_address?: string;
  readonly driver_opts?: Texts;
  readonly priority?: number;
  readonly gw_priority?: number;
  readonly interface_name?: string;
}

/** One published port; ranges are spread out, except that one target may have a range to choose from. */
export interface Port {
  readonly name?: string;
  /** `ingress` or `host`; the same for a single machine. */
  readonly mode: string;
  readonly host_ip?: string;
  readonly target: number;
  /** `8080`, or `8080-8090` to choose from; absent: the engine chooses. */
  readonly published?: string;
  readonly protocol: string;
  readonly app_protocol?: string;
}

/** `hard` and `soft` are the same when the short form was written. */
export interface Ulimit {
  readonly soft: number;
  readonly hard: number;
}

export interface Device {
  readonly source: string;
  readonly target: string;
  readonly permissions: string;
}

export interface BlockIo {
  readonly weight?: number;
  readonly weight_device?: readonly { readonly path: string; readonly weight: number }[];
  /** Bytes per second. */
  readonly device_read_bps?: readonly DeviceRate[];
  /** Bytes per second. */
  readonly device_write_bps?: readonly DeviceRate[];
  readonly device_read_iops?: readonly DeviceRate[];
  readonly device_write_iops?: readonly DeviceRate[];
}

export interface DeviceRate {
  readonly path: string;
  readonly rate: number;
}

export interface Develop {
  readonly watch?: readonly WatchRule[];
}

/** What `watch` does when files under `path` change. */
export interface WatchRule {
  /** Absolute. */
  readonly path: string;
  readonly action: 'rebuild' | 'sync' | 'restart' | 'sync+restart' | 'sync+exec';
  /** Where it goes in the container, for the `sync` actions. */
  readonly target?: string;
  readonly ignore?: readonly string[];
  readonly include?: readonly string[];
  readonly initial_sync?: boolean;
  /** For `sync+exec`. */
  readonly exec?: Hook;
}

/** A service that some other program provides. */
export interface Provider {
  readonly type: string;
  readonly options?: Readonly<Record<string, string | readonly string[]>>;
}

/** The variables in which a service is told about a model. */
export interface ServiceModel {
  readonly endpoint_var?: string;
  readonly model_var?: string;
}
