/** Shapes of the Docker Engine API (version 1.51), resource "system". Names are the wire's own. */

/** Body of every answer that is an error. */
export interface ErrorResponse {
  readonly message: string;
}

/** Answer of `GET /version`. */
export interface SystemVersion {
  readonly Platform: { readonly Name: string };
  readonly Components: readonly {
    readonly Name: string;
    readonly Version: string;
    readonly Details?: Readonly<Record<string, string>>;
  }[];
  readonly Version: string;
  readonly ApiVersion: string;
  readonly MinAPIVersion: string;
  readonly GitCommit: string;
  readonly Os: string;
  readonly Arch: string;
  readonly KernelVersion: string;
  readonly BuildTime: string;
}

/** Answer of `GET /info`; each field tells the truth about this engine, since clients decide by it. */
export interface SystemInfo {
  readonly ID: string;
  readonly Name: string;
  readonly ServerVersion: string;
  readonly Containers: number;
  readonly ContainersRunning: number;
  readonly ContainersPaused: number;
  readonly ContainersStopped: number;
  readonly Images: number;
  readonly Driver: string;
  readonly DriverStatus: readonly (readonly [string, string])[];
  readonly DockerRootDir: string;
  readonly Plugins: Readonly<
    Record<'Volume' | 'Network' | 'Log', readonly string[]> & { Authorization: null }
  >;
  readonly MemoryLimit: boolean;
  readonly SwapLimit: boolean;
  readonly KernelMemoryTCP: boolean;
  readonly CpuCfsPeriod: boolean;
  readonly CpuCfsQuota: boolean;
  readonly CPUShares: boolean;
  readonly CPUSet: boolean;
  readonly PidsLimit: boolean;
  readonly OomKillDisable: boolean;
  readonly IPv4Forwarding: boolean;
  readonly BridgeNfIptables: boolean;
  readonly BridgeNfIp6tables: boolean;
  readonly FirewallBackend: { readonly Driver: 'nftables' };
  readonly Debug: boolean;
  readonly NEventsListener: number;
  readonly SystemTime: string;
  readonly LoggingDriver: string;
  readonly CgroupDriver: 'cgroupfs';
  readonly CgroupVersion: '1' | '2';
  readonly KernelVersion: string;
  readonly OperatingSystem: string;
  readonly OSType: 'linux';
  readonly OSVersion: string;
  readonly Architecture: string;
  readonly NCPU: number;
  readonly MemTotal: number;
  readonly IndexServerAddress: string;
  readonly RegistryConfig: unknown;
  readonly HttpProxy: string;
  readonly HttpsProxy: string;
  readonly NoProxy: string;
  readonly Labels: readonly string[];
  readonly ExperimentalBuild: boolean;
  readonly LiveRestoreEnabled: boolean;
  readonly Runtimes: Readonly<Record<string, { readonly path: string }>>;
  readonly DefaultRuntime: string;
  readonly InitBinary: string;
  readonly RuncCommit: { readonly ID: string };
  readonly ContainerdCommit: { readonly ID: string };
  readonly InitCommit: { readonly ID: string };
  readonly Isolation: '';
  readonly GenericResources: null;
  readonly CDISpecDirs: readonly string[];
  readonly SecurityOptions: readonly string[];
  readonly Swarm: { readonly LocalNodeState: 'inactive'; readonly ControlAvailable: false };
  readonly Warnings: readonly string[] | null;
}

/** One message of `GET /events`. */
export interface EventMessage {
  readonly Type: string;
  readonly Action: string;
  readonly Actor: { readonly ID: string; readonly Attributes: Readonly<Record<string, string>> };
  readonly scope: 'local';
  /** Seconds and nanoseconds since the epoch. The second is beyond what a JavaScript number holds exactly. */
  readonly time: number;
  readonly timeNano: number;
  /** For container events, as old clients expect them. */
  readonly status?: string;
  readonly id?: string;
  readonly from?: string;
}

/** Answer of `GET /gantry/status`, Gantry's own. */
export interface EngineStatus {
  readonly version: string;
  /** Eight hex digits that name this instance in everything it makes. */
  readonly instance: string;
  readonly dataRoot: string;
  readonly execRoot: string;
  readonly runtime: {
    readonly name: string;
    readonly version: string;
    /** Why other runtimes that are installed were not chosen, by name. */
    readonly refused?: Readonly<Record<string, string>>;
  };
  readonly startedAt: string;
  readonly uptimeSeconds: number;
}
