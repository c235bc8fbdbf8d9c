import { isIP } from 'node:net';

/** `host` or `host:port` in two; IPv6 addresses stand in brackets when a port follows. */
export function splitHost(host: string): { readonly name: string; readonly port: string | undefined } {
  const [, name = host, port] = /^(\[[^\]]+\]|[^:]+)(?::(\d+))?$/.exec(host) ?? [];
  const bare = name.replace(/^\[|\]$/g, '');
  return { name: isIP(host) === 6 ? host : bare, port };
}
