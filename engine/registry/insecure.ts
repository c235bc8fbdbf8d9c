import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import { fault } from '../base/errors.ts';
import { splitHost } from './host.ts';

/** Registries whose certificates are not checked, and which may speak plain HTTP. */
export interface InsecureRules {
  /** `host` or `host:port`, as written. */
  readonly hosts: ReadonlySet<string>;
  /** Such as `10.0.0.0/8`. This machine's own addresses always belong to them, as with dockerd. */
  readonly cidrs: readonly string[];
}

const LOOPBACK: readonly string[] = ['::1/128', '127.0.0.0/8'];

/** Reads `HOST[:PORT]` and CIDRs. Throws `invalid` naming the value. */
export function parseInsecure(values: readonly string[]): InsecureRules {
  const hosts = new Set<string>();
  const cidrs = [...LOOPBACK];
  for (const value of values) {
    const text = value.replace(/^https?:\/\//i, '').replace(/\/$/, '');
    if (isCidr(text)) cidrs.push(text);
    else hosts.add(checkedHost(text, value));
  }
  return { hosts, cidrs: [...new Set(cidrs)] };
}

/** True when a registry (`host` or `host:port`) is insecure: by its name, or by an address that its name has. */
export async function isInsecure(host: string, rules: InsecureRules): Promise<boolean> {
  if (rules.hosts.has(host)) return true;
  const { name } = splitHost(host);
  if (name === 'localhost') return true;
  const list = new BlockList();
  for (const cidr of rules.cidrs) {
    const [network = '', bits = ''] = cidr.split('/');
    list.addSubnet(network, Number(bits), kindOf(network));
  }
  const addresses = await addressesOf(name);
  return addresses.some((address) => list.check(address, kindOf(address)));
}

function isCidr(text: string): boolean {
  const [network = '', bits = '', ...more] = text.split('/');
  const family = isIP(network);
  return (
    more.length === 0 && family !== 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128)
  );
}

function checkedHost(text: string, value: string): string {
  const isHost = /^(?:\[[0-9a-fA-F:]+\]|[a-zA-Z0-9](?:[a-zA-Z0-9._-]*[a-zA-Z0-9])?)(?::\d{1,5})?$/.test(text);
  if (isHost && Number(splitHost(text).port ?? 0) <= 65535) return text;
  throw fault('invalid', `insecure registry ${value} is not valid: want HOST, HOST:PORT or a CIDR`);
}

async function addressesOf(name: string): Promise<readonly string[]> {
  if (isIP(name) !== 0) return [name];
  try {
    return (await lookup(name, { all: true })).map(({ address }) => address);
  } catch {
    return []; // the connection will fail for the same reason, and say so
  }
}

function kindOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}
