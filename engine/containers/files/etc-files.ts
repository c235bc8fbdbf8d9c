import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ContainerConfig, HostConfig } from '../../api/types/container.ts';
import { fault } from '../../base/errors.ts';
import { writeFileAtomic } from '../../disk/atomic-write.ts';
import type { OciMount } from '../../runtime/spec/oci.ts';
import { parseNetworkMode } from '../network-mode.ts';

const LOOPBACK = [
  '127.0.0.1\tlocalhost',
  '::1\tlocalhost ip6-localhost ip6-loopback',
  'fe00::\tip6-localnet',
  'ff00::\tip6-mcastprefix',
  'ff02::1\tip6-allnodes',
  'ff02::2\tip6-allrouters',
];

/** Checks `--add-host` values, `NAME:ADDRESS`. Throws `invalid`. */
export function parseExtraHosts(
  values: readonly string[],
): { readonly name: string; readonly address: string }[] {
  return values.map((value) => {
    const at = value.search(/[:=]/);
    const name = value.slice(0, at);
    const address = value.slice(at + 1).replace(/^\[(.*)\]$/, '$1');
    if (at <= 0 || address === '') throw fault('invalid', `bad format for add-host: "${value}"`);
    if (address === 'host-gateway') {
      throw fault(
        'not-implemented',
        `add-host ${value}: host-gateway needs a bridge network, which is not there yet`,
      );
    }
    return { name, address };
  });
}

/** The text of /etc/hosts. On the host's network the host's own file comes first. */
export function hostsText(base: string | undefined, host: HostConfig): string {
  const own = parseExtraHosts(host.ExtraHosts ?? []).map(({ name, address }) => `${address}\t${name}`);
  const first = base === undefined ? LOOPBACK : [base.trimEnd()];
  return `${[...first, ...own].join('\n')}\n`;
}

/** The text of /etc/resolv.conf: the host's, with what the container asks for in its place. */
export function resolvText(base: string, host: HostConfig): string {
  const lines = base.split('\n').filter((line) => line.trim() !== '' && !/^\s*[#;]/.test(line));
  const replace = (key: string, values: readonly string[], join: boolean) => (present: readonly string[]) => {
    if (values.length === 0) return present;
    const kept = present.filter((line) => !line.trimStart().startsWith(key));
    return [...kept, ...(join ? [`${key} ${values.join(' ')}`] : values.map((value) => `${key} ${value}`))];
  };
  const search = (host.DnsSearch ?? []).filter((domain) => domain !== '.');
  const steps = [
    replace('nameserver', host.Dns ?? [], false),
    (host.DnsSearch ?? []).length > 0 && search.length === 0
      ? (present: readonly string[]) => present.filter((line) => !line.trimStart().startsWith('search'))
      : replace('search', search, true),
    replace('options', host.DnsOptions ?? [], true),
  ];
  return `${steps.reduce<readonly string[]>((present, step) => step(present), lines).join('\n')}\n`;
}

/**
 * Writes hosts, hostname and resolv.conf into the container's folder and answers the bind mounts that lay them over the
 * image's. They are files of their own, so that a container may change them without touching anybody else's.
 */
export async function writeEtcFiles(
  folder: string,
  config: ContainerConfig,
  host: HostConfig,
): Promise<OciMount[]> {
  const onHost = parseNetworkMode(host.NetworkMode).kind === 'host';
  const [hosts, resolv] = await Promise.all([
    onHost ? textOf('/etc/hosts') : undefined,
    textOf('/etc/resolv.conf'),
  ]);
  const texts = {
    hosts: hostsText(hosts, host),
    hostname: `${config.Hostname ?? ''}\n`,
    'resolv.conf': resolvText(resolv, host),
  };
  return await Promise.all(
    Object.entries(texts).map(async ([name, text]) => {
      const source = join(folder, name);
      await writeFileAtomic(source, text, { durable: false, mode: 0o644 });
      return { destination: `/etc/${name}`, type: 'bind', source, options: ['rbind', 'rprivate'] };
    }),
  );
}

function textOf(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => '');
}
