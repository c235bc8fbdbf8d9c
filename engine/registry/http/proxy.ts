import { BlockList, isIP } from 'node:net';

/** The proxy variables of an environment; lower-case names count as well, as in Go (golang.org/x/net/http/httpproxy). */
export interface ProxySettings {
  readonly http: string;
  readonly https: string;
  /** Hosts, domains, addresses and CIDRs that are reached directly, comma-separated. */
  readonly no: string;
}

/** Reads HTTP_PROXY, HTTPS_PROXY and NO_PROXY. */
export function proxySettings(env: Readonly<Record<string, string | undefined>>): ProxySettings {
  const read = (name: string) => env[name] ?? env[name.toLowerCase()] ?? '';
  return { http: read('HTTP_PROXY'), https: read('HTTPS_PROXY'), no: read('NO_PROXY') };
}

/** The proxy that a request to `url` goes through; undefined for none. This machine is always reached directly. */
export function proxyFor(url: URL, settings: ProxySettings): URL | undefined {
  const proxy = url.protocol === 'https:' ? settings.https : settings.http;
  if (proxy === '' || isDirect(url, settings.no)) return undefined;
  const address = /^[a-z]+:\/\//i.test(proxy) ? proxy : `http://${proxy}`;
  return URL.canParse(address) ? new URL(address) : undefined;
}

function isDirect(url: URL, no: string): boolean {
  const host = url.hostname.replace(/^\[|\]$/g, '').toLowerCase();
  if (host === 'localhost' || host === '::1' || host.startsWith('127.')) return true;
  const port = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port;
  return no
    .split(',')
    .map((entry) => entry.trim().toLowerCase())
    .some((entry) => entry !== '' && covers(entry, host, port));
}

function covers(entry: string, host: string, port: string): boolean {
  if (entry === '*') return true;
  if (entry.includes('/')) return inSubnet(entry, host);
  const [, name = '', wantedPort] = /^(\[.*\]|[^:]*(?::[^:]*:.*)?)(?::(\d+))?$/.exec(entry) ?? [];
  if (wantedPort !== undefined && wantedPort !== port) return false;
  const bare = name.replace(/^\[|\]$/g, '');
  if (isIP(bare) !== 0) return bare === host;
  const domain = bare.replace(/^\*?\./, '');
  // `.example.com` means what is below it, `example.com` itself as well.
  return host.endsWith(`.${domain}`) || (host === domain && domain === bare);
}

function inSubnet(cidr: string, host: string): boolean {
  const family = isIP(host);
  const [network = '', bits = ''] = cidr.split('/');
  if (family === 0 || isIP(network) !== family || !/^\d{1,3}$/.test(bits)) return false;
  if (Number(bits) > (family === 4 ? 32 : 128)) return false;
  const list = new BlockList();
  const kind = family === 4 ? 'ipv4' : 'ipv6';
  list.addSubnet(network, Number(bits), kind);
  return list.check(host, kind);
}
