import { describe, expect, it } from 'vitest';
import { minimalInput } from './minimal-input.ts';
import { mountList, rootPropagation } from './mounts.ts';
import type { SpecInput } from './spec-input.ts';

const plain = minimalInput('/root', ['sh'], '/gantry-x/1');
const bind = (destination: string, ...options: string[]) => ({
  destination,
  type: 'bind',
  source: '/src',
  options: ['rbind', ...options],
});
const at = (input: SpecInput, destination: string) =>
  mountList(input).filter((mount) => mount.destination === destination);

describe('mountList', () => {
  it('begins with the mounts that every container has, /sys and its cgroups read-only', () => {
    expect(mountList(plain).map(({ destination }) => destination)).toEqual([
      '/proc',
      '/dev',
      '/dev/pts',
      '/sys',
      '/sys/fs/cgroup',
      '/dev/mqueue',
      '/dev/shm',
    ]);
    expect(at(plain, '/sys')[0]?.options).toContain('ro');
    expect(at(plain, '/sys/fs/cgroup')[0]?.options).toContain('ro');
    expect(at(plain, '/dev/shm')[0]?.options).toContain('size=67108864');
  });

  it('lets a privileged container write to /sys', () => {
    const input = { ...plain, process: { ...plain.process, privileged: true } };
    expect(at(input, '/sys')[0]?.options).not.toContain('ro');
    expect(at(input, '/sys/fs/cgroup')[0]?.options).not.toContain('ro');
  });

  it('puts parents before children, after the default ones', () => {
    const input = { ...plain, mounts: [bind('/data/in/side'), bind('/data'), bind('/a/b')] };
    const places = mountList(input).map(({ destination }) => destination);
    expect(places.slice(-3)).toEqual(['/data', '/a/b', '/data/in/side']);
  });

  it('lets a mount take the place of a default one, and /dev that of all below it', () => {
    expect(at({ ...plain, mounts: [bind('/dev/shm/')] }, '/dev/shm')).toEqual([]);
    const input = { ...plain, mounts: [bind('/dev')] };
    expect(mountList(input).filter(({ destination }) => destination.startsWith('/dev'))).toEqual([
      bind('/dev'),
    ]);
  });

  it('makes a tmpfs safe unless its options say otherwise', () => {
    const input = { ...plain, tmpfs: { '/t': 'size=1m,exec', '/u': '' } };
    expect(at(input, '/t')[0]?.options).toEqual(['nosuid', 'nodev', 'size=1m', 'exec']);
    expect(at(input, '/u')[0]?.options).toEqual(['noexec', 'nosuid', 'nodev']);
  });

  it("brings the host's shared memory with the host's ipc namespace", () => {
    const input: SpecInput = { ...plain, namespaces: { ...plain.namespaces, ipc: 'host' } };
    expect(at(input, '/dev/shm')[0]).toMatchObject({ type: 'bind', source: '/dev/shm' });
  });

  it('binds the init program where Docker has it', () => {
    expect(at({ ...plain, init: '/opt/tini' }, '/sbin/docker-init')[0]).toMatchObject({
      source: '/opt/tini',
    });
  });

  it('sizes shared memory', () => {
    expect(at({ ...plain, shmSize: 1024 }, '/dev/shm')[0]?.options).toContain('size=1024');
  });
});

describe('rootPropagation', () => {
  it('is as open as the most open mount needs', () => {
    expect(rootPropagation([bind('/a', 'rprivate')])).toBeUndefined();
    expect(rootPropagation([bind('/a', 'rslave')])).toBe('rslave');
    expect(rootPropagation([bind('/a', 'rslave'), bind('/b', 'rshared')])).toBe('shared');
  });
});
