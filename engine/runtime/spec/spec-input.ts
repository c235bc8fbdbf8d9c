import type { CgroupFeatures } from '../cgroup/features.ts';
import type { CgroupLayout } from '../cgroup/layout.ts';
import type { OciMount } from './oci.ts';
import type { SeccompProfile } from './seccomp.ts';

/** Everything a container's `config.json` depends on, as plain values: image and request are merged by the caller. */
export interface SpecInput {
  /** Absolute path of the mounted root file system. */
  readonly rootfs: string;
  readonly readonlyRootfs: boolean;
  readonly process: ProcessInput;
  readonly hostname: string;
  /** Empty for none. */
  readonly domainname: string;
  readonly namespaces: NamespaceInput;
  readonly resources: ResourceInput;
  /** From `readHostDevice`, or from `hostDevices` for a privileged container; added to the default ones. */
  readonly devices: readonly DeviceInput[];
  /** `--device-cgroup-rule`, such as `c 1:3 rwm`, `b 8:* r`. */
  readonly deviceCgroupRules: readonly string[];
  /** Bind mounts, volumes, /etc/hosts and the like. Replace a default mount with the same destination. */
  readonly mounts: readonly OciMount[];
  /** `--tmpfs`: destination to mount options (`size=64m,mode=1777`; may be empty). */
  readonly tmpfs: Readonly<Record<string, string>>;
  /**
   * Bytes of /dev/shm, 0 for the default of 64 MiB, undefined for no /dev/shm at all. The host's ipc namespace brings the host's; to share another
   * container's, the caller gives a mount for /dev/shm.
   */
  readonly shmSize: number | undefined;
  /** Undefined: Docker's own lists (none when privileged). */
  readonly maskedPaths: readonly string[] | undefined;
  readonly readonlyPaths: readonly string[] | undefined;
  readonly sysctls: Readonly<Record<string, string>>;
  readonly seccomp: SeccompChoice;
  /** A profile's name; `unconfined` or undefined for none. Any other is refused where the kernel has no AppArmor. */
  readonly apparmor: string | undefined;
  /** Absolute host path of a static init program to run as pid 1 (`--init`); undefined for none. */
  readonly init: string | undefined;
  readonly annotations: Readonly<Record<string, string>>;
  /** Absolute below each hierarchy's mount, `/gantry-<instance>/<id>`. */
  readonly cgroupsPath: string;
}

/** What `config.json` and `exec --process` say alike about a process. */
export interface ProcessInput {
  /** Entrypoint and command; at least one. */
  readonly args: readonly string[];
  /** `NAME=value`, of image and request, without Docker's defaults, which the builder adds. */
  readonly env: readonly string[];
  /** Empty for `/`. */
  readonly cwd: string;
  readonly user: ResolvedUser;
  readonly terminal: boolean;
  readonly consoleSize?: { readonly rows: number; readonly columns: number };
  readonly privileged: boolean;
  /** `CAP_X`, `X`, any case, or `ALL`. */
  readonly capAdd: readonly string[];
  readonly capDrop: readonly string[];
  readonly noNewPrivileges: boolean;
  /** 0 for as the engine's own. */
  readonly oomScoreAdj: number;
  readonly ulimits: readonly UlimitInput[];
}

/** A user as the kernel knows it; see `resolveUser`. */
export interface ResolvedUser {
  readonly uid: number;
  readonly gid: number;
  /** Supplementary groups, sorted, without doubles. */
  readonly additionalGids: readonly number[];
  /** Of the passwd file, `/` when it says nothing. */
  readonly home: string;
}

/** `nofile`, `nproc`, …; -1 for no limit. */
export interface UlimitInput {
  readonly name: string;
  readonly soft: number;
  readonly hard: number;
}

/** A new namespace, the host's, or the one at this path (`/proc/PID/ns/ipc`, `/run/netns/x`), which may be one
 * that was made for this container. */
export type NamespaceChoice = 'private' | 'host' | { readonly path: string; readonly isOwn?: boolean };

export interface NamespaceInput {
  readonly pid: NamespaceChoice;
  readonly ipc: NamespaceChoice;
  readonly uts: NamespaceChoice;
  /** `private`, and a path that is the container's own, set Docker's network sysctls. */
  readonly network: NamespaceChoice;
  readonly cgroup: NamespaceChoice;
}

/** The docker `HostConfig` fields of the same names, with 0, '' or undefined for "not said". */
export interface ResourceInput {
  /** Bytes. */
  readonly Memory?: number | undefined;
  /** Memory and swap together, bytes; -1 for no limit; twice the memory when not said. */
  readonly MemorySwap?: number | undefined;
  readonly MemoryReservation?: number | undefined;
  readonly MemorySwappiness?: number | null | undefined;
  /** Billionths of a CPU. */
  readonly NanoCpus?: number | undefined;
  readonly CpuShares?: number | undefined;
  readonly CpuQuota?: number | undefined;
  readonly CpuPeriod?: number | undefined;
  readonly CpuRealtimePeriod?: number | undefined;
  readonly CpuRealtimeRuntime?: number | undefined;
  readonly CpusetCpus?: string | undefined;
  readonly CpusetMems?: string | undefined;
  /** 0, -1 or null for no limit. */
  readonly PidsLimit?: number | null | undefined;
  readonly BlkioWeight?: number | undefined;
  readonly blkioWeightDevice?: readonly BlockDeviceValue[];
  readonly blkioReadBps?: readonly BlockDeviceValue[];
  readonly blkioWriteBps?: readonly BlockDeviceValue[];
  readonly blkioReadIops?: readonly BlockDeviceValue[];
  readonly blkioWriteIops?: readonly BlockDeviceValue[];
  readonly OomKillDisable?: boolean | null | undefined;
}

/** A weight or rate of one block device; see `readBlockDevices` for how paths become numbers. */
export interface BlockDeviceValue {
  readonly major: number;
  readonly minor: number;
  readonly value: number;
}

/** A device node for the container, and what it may do with it (`rwm`). */
export interface DeviceInput {
  readonly path: string;
  readonly type: 'c' | 'b';
  readonly major: number;
  readonly minor: number;
  readonly fileMode: number;
  readonly uid: number;
  readonly gid: number;
  readonly access: string;
}

/** The profile that came with Gantry, none, or the one given. Privileged containers have none unless one is given. */
export type SeccompChoice = 'default' | 'unconfined' | SeccompProfile;

/** What the machine can do; see `readHostFacts`. Nothing else about the machine enters the builder. */
export interface HostFacts {
  readonly cgroups: CgroupLayout;
  readonly features: CgroupFeatures;
  /** Whether swap can be limited (it takes a kernel option). */
  readonly swapLimit: boolean;
  /** As `process.arch`. */
  readonly arch: string;
  /** Major and minor of the kernel. */
  readonly kernel: readonly [number, number];
  /** Names such as `CAP_KILL` in our bounding set: no container can have more. */
  readonly capabilities: readonly string[];
  /** Our own limits by OCI name (`RLIMIT_NOFILE`), Infinity for none. */
  readonly rlimits: Readonly<Record<string, { readonly soft: number; readonly hard: number }>>;
  readonly oomScoreAdj: number;
  readonly apparmor: boolean;
  readonly seccomp: boolean;
  /** Folders of /sys that tell how hot each CPU runs; masked like the other paths. */
  readonly thermalPaths: readonly string[];
  /** The profile that came with Gantry (`assets/seccomp.json`). */
  readonly seccompProfile: SeccompProfile;
}
