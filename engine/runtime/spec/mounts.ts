import { posix } from 'node:path';
import type { OciMount } from './oci.ts';
import type { SpecInput } from './spec-input.ts';

const PTS_OPTIONS = ['nosuid', 'noexec', 'newinstance', 'ptmxmode=0666', 'mode=0620', 'gid=5'];
const DEFAULT_SHM_SIZE = 64 * 1024 * 1024;

/** Where Docker puts the init program in a container. */
export const INIT_PATH = '/sbin/docker-init';

/**
 * All mounts of a container in the order in which the runtime makes them: first those that every container has, then the
 * caller's and the tmpfs ones, parents before children. A wanted mount replaces a default one at its place.
 */
export function mountList(input: SpecInput): OciMount[] {
  const wanted = [...input.mounts, ...tmpfsMounts(input.tmpfs)].sort((a, b) => depth(a) - depth(b));
  const taken = new Set(wanted.map((mount) => posix.resolve(mount.destination)));
  const defaults = defaultMounts(input).filter(({ destination }) => {
    if (taken.has(destination)) return false;
    return !(taken.has('/dev') && destination.startsWith('/dev/'));
  });
  const init = input.init === undefined ? [] : [initMount(input.init)];
  return [...defaults, ...init, ...wanted];
}

function defaultMounts(input: SpecInput): OciMount[] {
  const { privileged } = input.process;
  const readOnly = privileged ? [] : ['ro'];
  return [
    mount('/proc', 'proc', 'proc', ['nosuid', 'noexec', 'nodev']),
    mount('/dev', 'tmpfs', 'tmpfs', ['nosuid', 'strictatime', 'mode=755', 'size=65536k']),
    mount('/dev/pts', 'devpts', 'devpts', PTS_OPTIONS),
    mount('/sys', 'sysfs', 'sysfs', ['nosuid', 'noexec', 'nodev', ...readOnly]),
    // The runtimes make of this what the machine has: one cgroup2 mount, or a tmpfs with one mount per v1 hierarchy.
    mount('/sys/fs/cgroup', 'cgroup', 'cgroup', ['nosuid', 'noexec', 'nodev', ...readOnly]),
    ...ipcMounts(input),
  ];
}

/** Message queues and shared memory belong to the ipc namespace. */
function ipcMounts(input: SpecInput): OciMount[] {
  const queues = mount('/dev/mqueue', 'mqueue', 'mqueue', ['nosuid', 'noexec', 'nodev']);
  if (input.namespaces.ipc === 'host') {
    return [queues, mount('/dev/shm', 'bind', '/dev/shm', ['rbind', 'rprivate'])];
  }
  if (input.shmSize === undefined) return [queues];
  const size = input.shmSize > 0 ? input.shmSize : DEFAULT_SHM_SIZE;
  return [
    queues,
    mount('/dev/shm', 'tmpfs', 'shm', ['nosuid', 'noexec', 'nodev', 'mode=1777', `size=${size}`]),
  ];
}

/** `--tmpfs DEST:OPTIONS`, safe unless the options say otherwise. */
function tmpfsMounts(tmpfs: SpecInput['tmpfs']): OciMount[] {
  return Object.entries(tmpfs).map(([destination, options]) => {
    const wanted = options.split(',').filter(Boolean);
    const safe = ['noexec', 'nosuid', 'nodev'].filter((option) => !wanted.includes(option.slice(2)));
    return mount(destination, 'tmpfs', 'tmpfs', [...new Set([...safe, ...wanted])]);
  });
}

function initMount(program: string): OciMount {
  return mount(INIT_PATH, 'bind', program, ['bind', 'ro', 'rprivate']);
}

/**
 * How changes of mounts travel between host and container (mount_namespaces(7)): as far as the most open bind mount
 * needs, else not at all.
 */
export function rootPropagation(mounts: readonly OciMount[]): 'shared' | 'rslave' | undefined {
  const has = (...options: readonly string[]) =>
    mounts.some((mounted) => mounted.options.some((option) => options.includes(option)));
  if (has('shared', 'rshared')) return 'shared';
  return has('slave', 'rslave') ? 'rslave' : undefined;
}

function depth({ destination }: OciMount): number {
  return posix.resolve(destination).split('/').filter(Boolean).length;
}

function mount(destination: string, type: string, source: string, options: readonly string[]): OciMount {
  return { destination, type, source, options };
}
