import { isIP } from 'node:net';
import type { ContainerConfig, HostConfig } from '../../api/types/container.ts';
import { fault } from '../../base/errors.ts';
import type { EtcNetwork } from './etc-network.ts';

const LOOPBACK = [
  '127.0.0.1\tlocalhost',
  '::1\tlocalhost ip6-localhost ip6-loopback',
  'fe00::\tip6-localnet',
  'ff00::\tip6-mcastprefix',
  'ff02::1\tip6-allnodes',
  'ff02::2\tip6-allrouters',
];
/** Stands for the addresses at which the container reaches the host. */
const HOST_GATEWAY = 'host-gateway';
const HOST_NAME = 'host.docker.internal';

/** Checks `--add-host` values, `NAME:ADDRESS`. Throws `invalid`. */
export function parseExtraHosts(
  values: readonly string[],
): { readonly name: string; readonly address: string }[] {
  return values.map((value) => {
    const at = value.search(/[:=]/);
    const name = value.slice(0, at);
    const address = value.slice(at + 1).replace(/^\[(.*)\]$/, '$1');
    if (at <= 0 || address === '') throw fault('invalid', `bad format for add-host: "${value}"`);
    if (address !== HOST_GATEWAY && isIP(address) === 0) {
      throw fault('invalid', `invalid IP address in add-host: "${address}"`);
    }
    return { name, address };
  });
}

/** The first lines of /etc/hosts: the host's own file on its network, else the loopback. */
export function hostsBase(hostsOfHost: string | undefined): readonly string[] {
  return hostsOfHost === undefined ? LOOPBACK : hostsOfHost.trimEnd().split('\n');
}

/**
 * The lines that follow: what was asked for, the host on the default bridge (elsewhere the name server knows it), linked
 * containers, and the container itself. Throws `invalid` when `host-gateway` was asked for and there is none.
 */
export function hostsEntries(
  config: Pick<ContainerConfig, 'Hostname' | 'Domainname'>,
  host: Pick<HostConfig, 'ExtraHosts'>,
  network: EtcNetwork,
): readonly string[] {
  const extra = parseExtraHosts(host.ExtraHosts ?? []).flatMap(({ name, address }) => {
    if (address !== HOST_GATEWAY) return [`${address}\t${name}`];
    if (network.hostGateways.length === 0) {
      throw fault('invalid', `unable to derive the IP value for host-gateway: ${name} has no network to it`);
    }
    return network.hostGateways.map((gateway) => `${gateway}\t${name}`);
  });
  const knowsHost = extra.some((line) => line.endsWith(`\t${HOST_NAME}`));
  const theHost = network.kind === 'plain' && !knowsHost ? network.hostGateways : [];
  const own = network.kind === 'host' ? [] : network.addresses;
  return [
    ...extra,
    ...theHost.map((gateway) => `${gateway}\t${HOST_NAME}`),
    ...network.links.map(({ address, names }) => `${address}\t${names.join(' ')}`),
    ...own.map((address) => `${address}\t${namesOf(config)}`),
  ];
}

/** A file's lines with ours exchanged: what was ours goes, wherever it stands, and what is new comes at the end. */
export function withEntries(text: string, before: readonly string[], after: readonly string[]): string {
  const gone = new Set(before.filter((line) => !after.includes(line)));
  const kept = text.split('\n').filter((line) => !gone.has(line));
  while (kept.at(-1) === '') kept.pop();
  const added = after.filter((line) => !kept.includes(line));
  return [...kept, ...added].map((line) => `${line}\n`).join('');
}

/** The full name and the short one. */
function namesOf({
  Hostname = '',
  Domainname = '',
}: Pick<ContainerConfig, 'Hostname' | 'Domainname'>): string {
  const full = Domainname === '' ? Hostname : `${Hostname}.${Domainname}`;
  const dot = full.indexOf('.');
  return dot > 0 ? `${full} ${full.slice(0, dot)}` : full;
}
