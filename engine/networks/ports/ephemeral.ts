import { readFile } from 'node:fs/promises';

/** Docker's range where the kernel does not tell its own. */
const FALLBACK = { first: 49_153, last: 65_535 };

/** The ports that the kernel gives to whoever does not ask for a certain one. */
export async function ephemeralRange(): Promise<{ readonly first: number; readonly last: number }> {
  const text = await readFile('/proc/sys/net/ipv4/ip_local_port_range', 'utf8').catch(() => '');
  const range = /^(\d+)\s+(\d+)/.exec(text);
  return range === null ? FALLBACK : { first: Number(range[1]), last: Number(range[2]) };
}
