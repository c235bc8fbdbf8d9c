import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { NetworkNamespace } from '../fixtures/network-namespace.ts';
import { runProgram } from '../fixtures/program.ts';

/** Ids of containers that have a control group of this instance's, in whatever hierarchy. */
export async function containersWithCgroup(instance: string): Promise<ReadonlySet<string>> {
  const roots = [
    '/sys/fs/cgroup',
    ...(await names('/sys/fs/cgroup')).map((name) => `/sys/fs/cgroup/${name}`),
  ];
  const found = await Promise.all(roots.map((root) => names(join(root, `gantry-${instance}`))));
  return new Set(found.flat().filter((name) => /^[0-9a-f]{64}$/.test(name)));
}

/** Devices that the engine made in its namespace: bridges and its ends of pairs. */
export async function devicesIn(
  namespace: NetworkNamespace,
  instance: string,
): Promise<{ readonly bridges: readonly string[]; readonly ends: readonly string[] }> {
  const lines = (await namespace.ip('-o', 'link', 'show')).split('\n');
  const devices = lines.flatMap((line) => /^\d+: ([^:@]+)/.exec(line)?.[1] ?? []);
  return {
    bridges: devices.filter((name) => name.startsWith(`g${instance}-`)),
    ends: devices.filter((name) => name.startsWith(`v${instance}`)),
  };
}

/** The engine's firewall as `nft` prints it. */
export async function firewallIn(namespace: NetworkNamespace, instance: string): Promise<string> {
  const words = [`--net=${namespace.path}`, 'nft', 'list', 'table', 'inet', `gantry_${instance}`];
  return (await runProgram('nsenter', words)).stdout;
}

/** What a process sees of its network: names of devices but loopback, and its own IPv4 addresses. */
export async function networkOf(
  pid: number,
): Promise<{ readonly devices: readonly string[]; readonly addresses: ReadonlySet<string> }> {
  const devices = (await text(`/proc/${pid}/net/dev`)).split('\n').slice(2);
  const trie = await text(`/proc/${pid}/net/fib_trie`);
  const local = [...trie.matchAll(/\|-- (\S+)\n\s+\/32 host LOCAL/g)].map(([, address]) => address ?? '');
  return {
    devices: devices
      .flatMap((line) => /^\s*([^:\s]+):/.exec(line)?.[1] ?? [])
      .filter((name) => name !== 'lo' && !name.endsWith('0@NONE')),
    addresses: new Set(local),
  };
}

/** True while the process is there and no zombie. */
export async function isAlive(pid: number): Promise<boolean> {
  const stat = await text(`/proc/${pid}/stat`);
  return stat !== '' && !/^\d+ \(.*\) Z/s.test(stat);
}

/** True when a process is in a frozen control group. */
export async function isFrozen(pid: number): Promise<boolean> {
  const groups = (await text(`/proc/${pid}/cgroup`)).split('\n').map((line) => line.split(':'));
  const v1 = groups.find(([, controllers = '']) => controllers.split(',').includes('freezer'))?.[2];
  if (v1 !== undefined) return (await text(`/sys/fs/cgroup/freezer${v1}/freezer.state`)).trim() !== 'THAWED';
  const v2 = groups.find(([, controllers]) => controllers === '')?.[2] ?? '';
  return (await text(`/sys/fs/cgroup${v2}/cgroup.freeze`)).trim() === '1';
}

/** The names in a folder; none when there is no such folder. */
export async function names(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch {
    return [];
  }
}

/** A file's text; '' when there is none. */
export async function text(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    return '';
  }
}
