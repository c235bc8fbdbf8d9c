import { isIP } from 'node:net';

/** What a resolv.conf(5) says. */
export interface ResolvConf {
  readonly nameservers: readonly string[];
  readonly search: readonly string[];
  readonly options: readonly string[];
  /** Lines with other directives, as they are. */
  readonly other: readonly string[];
}

/** Servers that Docker falls back to when the host names none that a container could reach. */
export const FALLBACK_SERVERS = ['8.8.8.8', '8.8.4.4'] as const;
export const FALLBACK_SERVERS_V6 = ['2001:4860:4860::8888', '2001:4860:4860::8844'] as const;

/** Reads a resolv.conf. What is not an address is not a server; the last `search` or `domain` counts; options add up. */
export function parseResolvConf(text: string): ResolvConf {
  const nameservers: string[] = [];
  const options: string[] = [];
  const other: string[] = [];
  let search: readonly string[] = [];
  for (const line of text.split('\n')) {
    const [directive = '', ...values] = line.split(/\s+/).filter((word) => word !== '');
    if (directive === '' || /^[#;]/.test(directive)) continue;
    if (directive === 'nameserver')
      nameservers.push(...values.slice(0, 1).filter((value) => isIP(value) !== 0));
    else if (directive === 'search' || directive === 'domain') search = values.length > 0 ? values : search;
    else if (directive === 'options') options.push(...values);
    else other.push(line);
  }
  return { nameservers, search, options, other };
}

/** The text of a resolv.conf. */
export function formatResolvConf({ nameservers, search, options, other }: ResolvConf): string {
  const lines = [
    ...nameservers.map((address) => `nameserver ${address}`),
    ...(search.length > 0 ? [`search ${search.join(' ')}`] : []),
    ...(options.length > 0 ? [`options ${options.join(' ')}`] : []),
    ...other,
  ];
  return lines.map((line) => `${line}\n`).join('');
}

/** True for an address that means something else in every network namespace. */
export function isLoopback(address: string): boolean {
  return address.startsWith('127.') || address === '::1' || address.startsWith('::ffff:127.');
}
