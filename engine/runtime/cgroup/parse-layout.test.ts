import { describe, expect, it } from 'vitest';
import { cgroupFolder } from './layout.ts';
import { parseLayout } from './parse-layout.ts';

const line = (folder: string, type: string, options: string) =>
  `31 23 0:28 / ${folder} rw,nosuid shared:9 - ${type} ${type} ${options}`;

const V1 = [
  line('/sys/fs/cgroup', 'tmpfs', 'rw,mode=755'),
  line('/sys/fs/cgroup/cpu,cpuacct', 'cgroup', 'rw,cpu,cpuacct'),
  line('/sys/fs/cgroup/memory', 'cgroup', 'rw,memory'),
  line('/sys/fs/cgroup/systemd', 'cgroup', 'rw,xattr,name=systemd'),
].join('\n');
const V1_OWN = '4:cpu,cpuacct:/user.slice\n3:memory:/\n1:name=systemd:/init.scope\n';

describe('parseLayout', () => {
  it('reads v1, with two controllers in one hierarchy', () => {
    const layout = parseLayout(V1, V1_OWN, '');
    expect(layout.mode).toBe('v1');
    expect(layout.unified).toBeUndefined();
    expect(cgroupFolder(layout, 'cpuacct', '/gantry-x/1')).toBe('/sys/fs/cgroup/cpu,cpuacct/gantry-x/1');
    expect(layout.hierarchies).toEqual([
      '/sys/fs/cgroup/cpu,cpuacct',
      '/sys/fs/cgroup/memory',
      '/sys/fs/cgroup/systemd',
    ]);
    expect(layout.tracking).toEqual(['/sys/fs/cgroup/systemd']);
  });

  it('reads hybrid, with a controller left in v2', () => {
    const mounts = `${V1}\n${line('/sys/fs/cgroup/unified', 'cgroup2', 'rw')}`;
    const layout = parseLayout(mounts, `${V1_OWN}0::/\n`, 'hugetlb\n');
    expect(layout.mode).toBe('hybrid');
    expect(layout.controllers.get('hugetlb')).toBe('/sys/fs/cgroup/unified');
    expect(layout.controllers.get('memory')).toBe('/sys/fs/cgroup/memory');
    expect(layout.hierarchies).toHaveLength(4);
    expect(layout.tracking).toEqual(['/sys/fs/cgroup/unified', '/sys/fs/cgroup/systemd']);
  });

  it('reads v2', () => {
    const layout = parseLayout(
      line('/sys/fs/cgroup', 'cgroup2', 'rw,nsdelegate'),
      '0::/user.slice\n',
      'cpu memory pids\n',
    );
    expect(layout.mode).toBe('v2');
    expect([...layout.controllers]).toEqual([
      ['cpu', '/sys/fs/cgroup'],
      ['memory', '/sys/fs/cgroup'],
      ['pids', '/sys/fs/cgroup'],
    ]);
    expect(layout.hierarchies).toEqual(['/sys/fs/cgroup']);
    expect(layout.tracking).toEqual(['/sys/fs/cgroup']);
  });

  it('is v2 also where a hierarchy without a controller is left of v1', () => {
    const mounts = [
      line('/sys/fs/cgroup', 'cgroup2', 'rw'),
      line('/sys/fs/cgroup/systemd', 'cgroup', 'rw,name=systemd'),
    ].join('\n');
    const layout = parseLayout(mounts, '1:name=systemd:/\n0::/\n', 'cpu memory\n');
    expect(layout.mode).toBe('v2');
    expect(layout.hierarchies).toEqual(['/sys/fs/cgroup/systemd', '/sys/fs/cgroup']);
  });

  it('prefers the usual place to another mount of the same hierarchy', () => {
    const mounts = `${line('/mnt/x', 'cgroup', 'rw,memory')}\n${V1}`;
    expect(parseLayout(mounts, V1_OWN, '').controllers.get('memory')).toBe('/sys/fs/cgroup/memory');
  });

  it('leaves out a hierarchy that is not mounted, and finds nothing without any', () => {
    expect(parseLayout(V1, `${V1_OWN}9:pids:/\n`, '').controllers.has('pids')).toBe(false);
    expect(parseLayout('', '0::/\n', '').hierarchies).toEqual([]);
  });
});
