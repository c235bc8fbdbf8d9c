import { createHash } from 'node:crypto';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { ContainerConfig, HostConfig } from '../../api/types/container.ts';
import { allEnded } from '../../base/all-ended.ts';
import { readJson, writeFileAtomic, writeJson } from '../../disk/atomic-write.ts';
import type { OciMount } from '../../runtime/spec/oci.ts';
import type { EtcNetwork } from './etc-network.ts';
import { hostsBase, hostsEntries, withEntries } from './hosts-text.ts';
import { resolvText } from './resolv-text.ts';

const NAMES = ['hosts', 'hostname', 'resolv.conf'] as const;
/** Holds what of the files is ours, so that what the container changed in them can be told from it. */
const MEMORY = 'etc-files.json';
const RESOLV_CONF = '/etc/resolv.conf';
/** systemd-resolved lists here what stands behind its server on the loopback. */
const RESOLVED_CONF = '/run/systemd/resolve/resolv.conf';

const memoryShape = z.object({ hosts: z.array(z.string()), resolv: z.string() });
type Memory = z.infer<typeof memoryShape>;

/** A container's folder and what its /etc files are made of. */
export interface EtcFiles {
  readonly folder: string;
  readonly config: Pick<ContainerConfig, 'Hostname' | 'Domainname'>;
  readonly host: Pick<HostConfig, 'ExtraHosts' | 'Dns' | 'DnsSearch' | 'DnsOptions'>;
  readonly network: EtcNetwork;
}

/**
 * Writes hosts, hostname and resolv.conf for a start, anew each time, as Docker does. They are files of their own, so that a
 * container may change them without touching anybody else's.
 */
export async function writeEtcFiles({ folder, config, host, network }: EtcFiles): Promise<void> {
  const onHost = network.kind === 'host';
  const [hostsOfHost, resolvOfHost] = await allEnded([
    onHost ? textOf('/etc/hosts') : Promise.resolve(undefined),
    resolvOfHostFor(network),
  ]);
  const entries = hostsEntries(config, host, network);
  const resolv = resolvText(resolvOfHost, host, network);
  const write = (name: string, text: string) =>
    writeFileAtomic(join(folder, name), text, { durable: false, mode: 0o644 });
  await allEnded([
    write('hosts', `${[...hostsBase(hostsOfHost), ...entries].join('\n')}\n`),
    write('hostname', `${config.Hostname ?? ''}\n`),
    write('resolv.conf', resolv),
    remember(folder, { hosts: [...entries], resolv: digestOf(resolv) }),
  ]);
}

/**
 * Lets the files of a container that runs follow its network. Only lines of ours are exchanged in hosts; a resolv.conf
 * that the container changed is left alone. The files stay the same files: they are mounted.
 */
export async function followEtcFiles({ folder, config, host, network }: EtcFiles): Promise<void> {
  const [memory, hosts, resolvNow, resolvOfHost] = await allEnded([
    recall(folder),
    textOf(join(folder, 'hosts')),
    textOf(join(folder, 'resolv.conf')),
    resolvOfHostFor(network),
  ]);
  if (memory === undefined) return;
  const entries = hostsEntries(config, host, network);
  const resolv = resolvText(resolvOfHost, host, network);
  const isOurs = memory.resolv === digestOf(resolvNow);
  await allEnded([
    overwrite(join(folder, 'hosts'), hosts, withEntries(hosts, memory.hosts, entries)),
    isOurs ? overwrite(join(folder, 'resolv.conf'), resolvNow, resolv) : Promise.resolve(),
  ]);
  await remember(folder, { hosts: [...entries], resolv: isOurs ? digestOf(resolv) : memory.resolv });
}

/** The bind mounts that lay a container's files over those of an image; `folder` may be another container's. */
export function etcMounts(folder: string): readonly OciMount[] {
  return NAMES.map((name) => ({
    destination: `/etc/${name}`,
    type: 'bind',
    source: join(folder, name),
    options: ['rbind', 'rprivate'],
  }));
}

async function resolvOfHostFor({ kind }: EtcNetwork): Promise<string> {
  const text = await textOf(RESOLV_CONF);
  const behindResolved = kind === 'plain' && /^\s*nameserver\s+127\.0\.0\.53\s*$/m.test(text);
  return behindResolved ? (await textOf(RESOLVED_CONF)) || text : text;
}

/** Exchanges a file's content in place, in one write, so that readers see as little of a mixture as can be. */
async function overwrite(path: string, before: string, after: string): Promise<void> {
  if (before === after) return;
  const file = await open(path, 'r+');
  try {
    const bytes = Buffer.from(after);
    await file.write(bytes, 0, bytes.length, 0);
    await file.truncate(bytes.length);
  } finally {
    await file.close();
  }
}

async function recall(folder: string): Promise<Memory | undefined> {
  const value = await readJson(join(folder, MEMORY)).catch(() => undefined);
  return memoryShape.safeParse(value).data;
}

async function remember(folder: string, memory: Memory): Promise<void> {
  await writeJson(join(folder, MEMORY), memory, { durable: false, mode: 0o600 });
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function textOf(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => '');
}
