import type { SpecInput } from './spec-input.ts';

/** A container with every default: root, nothing shared with the host, no limits. */
export function minimalInput(rootfs: string, args: readonly string[], cgroupsPath: string): SpecInput {
  return {
    rootfs,
    readonlyRootfs: false,
    process: {
      args,
      env: [],
      cwd: '',
      user: { uid: 0, gid: 0, additionalGids: [], home: '/' },
      terminal: false,
      privileged: false,
      capAdd: [],
      capDrop: [],
      noNewPrivileges: false,
      oomScoreAdj: 0,
      ulimits: [],
    },
    hostname: 'gantry',
    domainname: '',
    namespaces: { pid: 'private', ipc: 'private', uts: 'private', network: 'private', cgroup: 'host' },
    resources: {},
    devices: [],
    deviceCgroupRules: [],
    mounts: [],
    tmpfs: {},
    shmSize: 0,
    maskedPaths: undefined,
    readonlyPaths: undefined,
    sysctls: {},
    seccomp: 'default',
    apparmor: undefined,
    init: undefined,
    annotations: {},
    cgroupsPath,
  };
}
