import { basename } from 'node:path';
import type { SystemInfo } from '../api/types/system.ts';
import { HUB_SERVER } from '../registry/auth/docker-config.ts';
import { describeRegistries } from '../registry/describe.ts';
import { withoutPassword } from '../registry/http/redact.ts';
import type { Registries } from '../registry/registries.ts';
import type { CgroupFeatures } from '../runtime/cgroup/features.ts';
import type { MachineFacts } from './host-facts.ts';
import { warningsOf } from './info-warnings.ts';
import { VERSION } from './version.ts';

/** What the rooms know that `GET /info` tells. */
export interface InfoFacts {
  readonly instance: string;
  readonly dataRoot: string;
  readonly machine: MachineFacts;
  readonly containers: { readonly running: number; readonly paused: number; readonly stopped: number };
  readonly images: number;
  /** Path of the program by name. */
  readonly runtimes: ReadonlyMap<string, { readonly path: string }>;
  readonly defaultRuntime: string;
  readonly cgroups: { readonly version: '1' | '2'; readonly features: CgroupFeatures };
  readonly runtimeVersion: string;
  /** The program of `--init`, undefined when none is installed. */
  readonly initProgram: string | undefined;
  readonly security: { readonly seccomp: boolean; readonly apparmor: boolean };
  readonly debug: boolean;
  readonly registries: Pick<Registries, 'settings' | 'proxies'>;
  readonly listeners: number;
}

/** The answer of `GET /info`: what this engine has, not what Docker's would have. */
export function infoOf(facts: InfoFacts): SystemInfo {
  const { machine, containers, cgroups, security } = facts;
  const { features } = cgroups;
  return {
    ID: `gantry-${facts.instance}`,
    Name: machine.hostname,
    ServerVersion: VERSION,
    Containers: containers.running + containers.paused + containers.stopped,
    ContainersRunning: containers.running,
    ContainersPaused: containers.paused,
    ContainersStopped: containers.stopped,
    Images: facts.images,
    Driver: 'overlay2',
    DriverStatus: [],
    DockerRootDir: facts.dataRoot,
    Plugins: {
      Volume: ['local'],
      Network: ['bridge', 'host', 'ipvlan', 'macvlan', 'null'],
      Log: ['json-file', 'local', 'none'],
      Authorization: null,
    },
    MemoryLimit: features.memory,
    SwapLimit: features.swap,
    KernelMemoryTCP: features.kernelMemoryTcp,
    CpuCfsPeriod: features.cpuCfs,
    CpuCfsQuota: features.cpuCfs,
    CPUShares: features.cpuShares,
    CPUSet: features.cpuset,
    PidsLimit: features.pids,
    OomKillDisable: features.oomKillDisable,
    IPv4Forwarding: machine.ipv4Forwarding,
    BridgeNfIptables: machine.bridgeFirewall.ipv4,
    BridgeNfIp6tables: machine.bridgeFirewall.ipv6,
    FirewallBackend: { Driver: 'nftables' },
    Debug: facts.debug,
    NEventsListener: facts.listeners,
    SystemTime: new Date().toISOString(),
    LoggingDriver: 'json-file',
    CgroupDriver: 'cgroupfs',
    CgroupVersion: cgroups.version,
    KernelVersion: machine.kernel,
    OperatingSystem: machine.system,
    OSType: 'linux',
    OSVersion: machine.systemVersion,
    Architecture: ARCHITECTURE[process.arch] ?? process.arch,
    NCPU: machine.cpus,
    MemTotal: machine.memory,
    IndexServerAddress: HUB_SERVER,
    RegistryConfig: describeRegistries(facts.registries.settings),
    HttpProxy: withoutPassword(facts.registries.proxies.http),
    HttpsProxy: withoutPassword(facts.registries.proxies.https),
    NoProxy: facts.registries.proxies.no,
    Labels: [],
    ExperimentalBuild: false,
    // Containers outlive the engine; that is what Docker means by it.
    LiveRestoreEnabled: true,
    Runtimes: Object.fromEntries([...facts.runtimes].map(([name, { path }]) => [name, { path }])),
    DefaultRuntime: facts.defaultRuntime,
    InitBinary: basename(facts.initProgram ?? ''),
    // What Docker calls runc is whatever runs the containers; there is no containerd, and nobody knows the init's.
    RuncCommit: { ID: facts.runtimeVersion },
    ContainerdCommit: { ID: '' },
    InitCommit: { ID: '' },
    Isolation: '',
    GenericResources: null,
    CDISpecDirs: [],
    SecurityOptions: [
      ...(security.apparmor ? ['name=apparmor'] : []),
      ...(security.seccomp ? ['name=seccomp,profile=builtin'] : []),
      ...(machine.cgroupNamespaces ? ['name=cgroupns'] : []),
    ],
    Swarm: { LocalNodeState: 'inactive', ControlAvailable: false },
    Warnings: warningsOf(facts),
  };
}

/** uname(1)'s names, which Docker gives here. */
const ARCHITECTURE: Readonly<Record<string, string>> = { x64: 'x86_64', arm64: 'aarch64', arm: 'armv7l' };
