import { mkdir, readFile, readlink, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeRuntimeLab, type RuntimeLab } from '../../testing/runtime-lab.ts';
import type { SpecInput } from './spec-input.ts';

let lab: RuntimeLab;
beforeAll(async () => {
  lab = await makeRuntimeLab();
});
afterAll(() => lab.close());

/** What a script prints in a container, and its exit code. */
async function inside(script: string, change: (input: SpecInput) => SpecInput = (input) => input) {
  const container = await lab.create({ script, change });
  await container.start();
  const code = await container.exited();
  const text = await container.output();
  await container.delete();
  return { text, code };
}

const withProcess = (process: Partial<SpecInput['process']>) => (input: SpecInput) => ({
  ...input,
  process: { ...input.process, ...process },
});

describe('a plain container', () => {
  it('has the file systems of every container, read-only where they show the machine', async () => {
    const { text } = await inside('cat /proc/mounts');
    const mounts = new Map(text.split('\n').map((line) => [line.split(' ')[1] ?? '', line]));
    expect(mounts.get('/proc')).toMatch(/^proc \/proc proc rw,nosuid,nodev,noexec/);
    expect(mounts.get('/dev')).toMatch(/tmpfs rw,nosuid.*size=65536k,mode=755/);
    expect(mounts.get('/dev/shm')).toMatch(/tmpfs rw,nosuid,nodev,noexec.*size=65536k/);
    expect(mounts.get('/sys')).toMatch(/sysfs ro,nosuid,nodev,noexec/);
    expect(mounts.get('/proc/sys')).toMatch(/ ro,/);
    for (const place of ['/dev/pts', '/dev/mqueue', '/sys/fs/cgroup']) expect(mounts.has(place)).toBe(true);
    expect(
      [...mounts]
        .filter(([place]) => place.startsWith('/sys/fs/cgroup/'))
        .every(([, line]) => / ro,/.test(line)),
    ).toBe(true);
  });

  it('cannot read what is masked', async () => {
    const { text } = await inside(
      'wc -c < /proc/interrupts; ls /sys/firmware /proc/scsi 2>/dev/null | grep -v :',
    );
    expect(text.trim()).toBe('0');
  });

  it('has the default devices, and may not open others', async () => {
    const { text } = await inside(
      'ls /dev; echo x > /dev/null; head -c 4 /dev/zero | wc -c; mknod /tmp/mem c 1 1 && head -c 1 /tmp/mem',
    );
    for (const name of ['full', 'null', 'ptmx', 'pts', 'random', 'shm', 'stderr', 'tty', 'urandom', 'zero']) {
      expect(text).toContain(`${name}\n`);
    }
    expect(text).toContain('4\n');
    expect(text).toContain('Operation not permitted');
  });

  it('has namespaces of its own', async () => {
    const { text } = await inside(
      'echo $$; hostname; ls /proc/self/ns | wc -l; cat /proc/net/dev | wc -l; env',
    );
    expect(text).toMatch(/^1\ngantry\n/);
    expect(text).toContain('HOSTNAME=gantry');
    expect(text).toContain('HOME=/');
    expect(text).toContain('PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin');
  });

  it('lets any user bind low ports in its own network', async () => {
    const { text } = await inside(
      'cat /proc/sys/net/ipv4/ip_unprivileged_port_start /proc/sys/net/ipv4/ping_group_range',
    );
    expect(text).toBe('0\n0\t2147483647\n');
  });
});

describe('its user', () => {
  it('is whom the input names, with groups and without effective capabilities', async () => {
    const user = { uid: 1000, gid: 1000, additionalGids: [10, 1000], home: '/home/ann' };
    const { text } = await inside('id; echo $HOME; grep CapEff /proc/self/status', withProcess({ user }));
    expect(text).toContain('uid=1000(ann) gid=1000(ann) groups=10(wheel),1000(ann)');
    expect(text).toContain('/home/ann');
    expect(text).toContain('CapEff:\t0000000000000000');
  });

  it('has the fourteen default capabilities as root', async () => {
    const { text } = await inside('grep Cap /proc/self/status');
    expect(text).toContain('CapBnd:\t00000000a80425fb');
    expect(text).toContain('CapEff:\t00000000a80425fb');
    expect(text).toContain('CapInh:\t0000000000000000');
  });

  it('gains nothing any more under no-new-privileges', async () => {
    const { text } = await inside(
      'grep NoNewPrivs /proc/self/status',
      withProcess({ noNewPrivileges: true }),
    );
    expect(text).toContain('NoNewPrivs:\t1');
  });
});

describe('its limits', () => {
  it('are those of ulimit, clamped to what the engine may give', async () => {
    const ulimits = [
      { name: 'nofile', soft: 100, hard: 200 },
      { name: 'nproc', soft: 9_999_999, hard: 9_999_999 },
      { name: 'core', soft: -1, hard: -1 },
    ];
    const { text } = await inside('ulimit -Sn; ulimit -Hn; cat /proc/self/limits', withProcess({ ulimits }));
    expect(text).toMatch(/^100\n200\n/);
    expect(text).toMatch(/Max core file size\s+unlimited\s+unlimited/);
  });

  it('reach its control groups', async () => {
    const container = await lab.create({
      script: 'sleep 100',
      change: (input) => ({
        ...input,
        resources: { Memory: 64 << 20, NanoCpus: 0.5e9, CpuShares: 512, PidsLimit: 20, CpusetCpus: '0' },
      }),
    });
    const file = (controller: string, name: string) =>
      readFile(
        join(
          lab.host.cgroups.controllers.get(controller) ?? '',
          `gantry-${lab.instance}`,
          container.id,
          name,
        ),
        'utf8',
      );
    const [cpuFile, cpuText] =
      lab.host.cgroups.mode === 'v2' ? ['cpu.max', '50000 100000\n'] : ['cpu.cfs_quota_us', '50000\n'];
    expect(await file('cpu', cpuFile)).toBe(cpuText);
    const memoryFile = lab.host.cgroups.mode === 'v2' ? 'memory.max' : 'memory.limit_in_bytes';
    expect(await file('memory', memoryFile)).toBe(`${64 << 20}\n`);
    expect(await file('pids', 'pids.max')).toBe('20\n');
    expect(await file('cpuset', 'cpuset.cpus')).toBe('0\n');
    await container.delete();
  });
});

describe('its mounts', () => {
  it('bind folders, read-only ones too, and tmpfs with a size', async () => {
    const source = join(lab.folder, 'source');
    await mkdir(source);
    await writeFile(join(source, 'file'), 'from the host\n');
    const bind = (destination: string, ...options: string[]) => ({
      destination,
      type: 'bind',
      source,
      options: ['rbind', 'rprivate', ...options],
    });
    const { text } = await inside(
      'cat /data/file; touch /data/new; touch /fixed/new; grep " /t " /proc/mounts',
      (input) => ({
        ...input,
        mounts: [bind('/data'), bind('/fixed', 'ro')],
        tmpfs: { '/t': 'size=1m,mode=700' },
      }),
    );
    expect(text).toContain('from the host');
    expect(text).toContain('touch: /fixed/new: Read-only file system');
    expect(text).toMatch(/tmpfs \/t tmpfs rw,nosuid,nodev,noexec.*size=1024k,mode=700/);
    expect(await readFile(join(source, 'new'), 'utf8')).toBe('');
  });

  it('leave the root alone when it is read-only', async () => {
    const { text } = await inside('touch /x; touch /dev/shm/y && echo fine', (input) => ({
      ...input,
      readonlyRootfs: true,
    }));
    expect(text).toContain('touch: /x: Read-only file system');
    expect(text).toContain('fine');
  });
});

describe('a privileged container', () => {
  it('may do what the engine may, and sees what is masked otherwise', async () => {
    const { text } = await inside(
      'grep -c " /proc/interrupts " /proc/mounts; mount -t tmpfs x /tmp && echo mounted; grep Cap /proc/self/status; grep Seccomp: /proc/self/status',
      withProcess({ privileged: true }),
    );
    expect(text).toMatch(/^0\nmounted\n/);
    expect(text).toContain('Seccomp:\t0');
    const own = await readFile('/proc/self/status', 'utf8');
    expect(text).toContain(/CapBnd:\s*\w+/.exec(own)?.[0] ?? '?');
  });
});

describe('namespaces', () => {
  it('of the host are shared', async () => {
    const { text } = await inside('hostname; readlink /proc/self/ns/net', (input) => ({
      ...input,
      namespaces: { ...input.namespaces, network: 'host', uts: 'host', pid: 'host', ipc: 'host' },
    }));
    expect(text).toBe(`${hostname()}\n${await readlink('/proc/self/ns/net')}\n`);
  });

  it('of another container are joined by path', async () => {
    const first = await lab.create({ script: 'sleep 100' });
    await first.start();
    const { text } = await inside('ps', (input) => ({
      ...input,
      namespaces: {
        ...input.namespaces,
        pid: { path: `/proc/${first.pid}/ns/pid` },
        network: { path: `/proc/${first.pid}/ns/net` },
        ipc: { path: `/proc/${first.pid}/ns/ipc` },
      },
    }));
    expect(text).toContain('sleep 100');
    await first.delete();
  });

  it('hide the cgroups above its own when they are private', async () => {
    const { text } = await inside('cat /proc/self/cgroup', (input) => ({
      ...input,
      namespaces: { ...input.namespaces, cgroup: 'private' },
    }));
    expect(text).not.toContain('gantry');
    expect(text).toMatch(/:\/\n/);
  });
});
