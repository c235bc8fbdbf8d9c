import type { EndpointSettings } from '../../../../engine/api/types/network.ts';
import type { RunForm } from '../run-form.ts';
import type { Draft, Part } from './part.ts';

const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/;
const HOSTNAME = /^[a-zA-Z0-9]([a-zA-Z0-9_.-]*[a-zA-Z0-9])?$/;

/** Which network, and under which names and addresses. The draft keeps `NetworkMode`, so that `put` knows when it is another. */
export const network: Part = {
  take({ config, host, endpoints }, form) {
    form.network = host.NetworkMode || 'default';
    form.hostname = config.Hostname ?? '';
    delete config.Hostname;
    form.hosts = (host.ExtraHosts ?? []).map((line) => {
      const at = line.search(/[:=]/);
      return { key: line.slice(0, at), value: line.slice(at + 1) };
    });
    delete host.ExtraHosts;
    form.dns = (host.Dns ?? []).join(' ');
    delete host.Dns;
    const own = endpoints[ownNetwork(form.network)];
    if (own === undefined || !isOwn(form.network)) return;
    const { Aliases, IPAMConfig, ...rest } = own;
    const { IPv4Address = '', ...ipam } = IPAMConfig ?? {};
    form.address = IPv4Address;
    form.aliases = (Aliases ?? []).join(' ');
    endpoints[ownNetwork(form.network)] = {
      ...rest,
      ...(Object.keys(ipam).length > 0 && { IPAMConfig: ipam }),
    };
  },
  put(form, draft) {
    const { config, host, endpoints } = draft;
    if (form.hostname !== '') config.Hostname = form.hostname;
    const hosts = form.hosts.filter(({ key }) => key !== '').map(({ key, value }) => `${key}:${value}`);
    if (hosts.length > 0) host.ExtraHosts = hosts;
    const dns = listOf(form.dns);
    if (dns.length > 0) host.Dns = dns;
    moveNetwork(form, draft);
    const asks: EndpointSettings = {
      ...(form.address !== '' && { IPAMConfig: { IPv4Address: form.address } }),
      ...(form.aliases.trim() !== '' && { Aliases: listOf(form.aliases) }),
    };
    if (!isOwn(form.network)) return;
    const name = ownNetwork(form.network);
    const left = endpoints[name];
    const merged: EndpointSettings = {
      ...left,
      ...asks,
      ...((left?.IPAMConfig || asks.IPAMConfig) && {
        IPAMConfig: { ...left?.IPAMConfig, ...asks.IPAMConfig },
      }),
    };
    const others = Object.keys(endpoints).filter((other) => other !== name);
    if (Object.keys(merged).length > 0 || others.length > 0) endpoints[name] = merged;
    else delete endpoints[name];
  },
  check(form) {
    const isNamed = isOwn(form.network) && !['default', 'bridge'].includes(form.network);
    return {
      ...(form.hostname !== '' &&
        !HOSTNAME.test(form.hostname) && { hostname: 'Letters, digits, dots and hyphens.' }),
      ...(form.address !== '' &&
        !IPV4.test(form.address) && { address: 'An IPv4 address, such as 10.0.0.9.' }),
      ...(form.address !== '' &&
        !isNamed && { address: 'Only a network of your own gives an address that you choose.' }),
      ...(form.aliases.trim() !== '' && !isNamed && { aliases: 'Only a network of your own has names.' }),
      ...(listOf(form.dns).some((address) => !isAddress(address)) && {
        dns: 'Addresses with spaces between them, such as 1.1.1.1.',
      }),
      ...(form.hosts.some(({ key, value }) => (key === '') !== (value === '')) && {
        hosts: 'A name and its address belong together.',
      }),
    };
  },
};

/** Settings for another network than the chosen one are of no use; those for further networks are, but for a mode that has none. */
function moveNetwork({ network: chosen }: RunForm, { config, host, endpoints }: Draft): void {
  const before = host.NetworkMode || 'default';
  if (chosen === 'default') delete host.NetworkMode;
  else host.NetworkMode = chosen;
  if (chosen === before) return;
  delete endpoints[ownNetwork(before)];
  delete config.MacAddress;
  if (!isOwn(chosen)) for (const name of Object.keys(endpoints)) delete endpoints[name];
}

function ownNetwork(mode: string): string {
  return mode === 'default' ? 'bridge' : mode;
}

/** False for modes in which a container has no network for itself. */
function isOwn(mode: string): boolean {
  return mode !== 'none' && mode !== 'host' && !mode.startsWith('container:');
}

function isAddress(text: string): boolean {
  return IPV4.test(text) || (text.includes(':') && /^[0-9a-fA-F:.]+$/.test(text));
}

function listOf(text: string): readonly string[] {
  return text.split(/[\s,]+/).filter((word) => word !== '');
}
