import { readFile } from 'node:fs/promises';

/** Who is listened to on a port of a network namespace. */
export type Listening = 'anybody' | 'loopback' | 'nobody';

const TCP_LISTEN = '0A';
const UDP_UNCONNECTED = '07';

/**
 * Reads the tables of `/proc/PID/net/{tcp,tcp6,udp,udp6}`: a line is `sl local:port remote:port state …`, addresses in hex
 * of 32-bit words in the machine's byte order.
 */
export function listeningIn(tables: readonly string[], protocol: 'tcp' | 'udp', port: number): Listening {
  const state = protocol === 'tcp' ? TCP_LISTEN : UDP_UNCONNECTED;
  const hexPort = port.toString(16).toUpperCase().padStart(4, '0');
  const addresses = tables
    .flatMap((table) => table.split('\n'))
    .flatMap((line) => {
      const [, local = '', , found] = line.trim().split(/\s+/);
      const [address = '', at] = local.split(':');
      return at === hexPort && found === state ? [address] : [];
    });
  if (addresses.length === 0) return 'nobody';
  return addresses.every(isLoopback) ? 'loopback' : 'anybody';
}

/** 127.0.0.0/8, ::1, and the former written as the latter. */
function isLoopback(hex: string): boolean {
  const words = hex.match(/.{8}/g) ?? [];
  const last = words.at(-1) ?? '';
  const first = words.slice(0, -1).join('');
  if (words.length === 1) return last.endsWith('7F');
  if (first === '0'.repeat(24)) return last === '01000000';
  return first === `${'0'.repeat(16)}FFFF0000` && last.endsWith('7F');
}

/** Asks the namespace of a process; undefined when the process has gone. */
export async function listeningOf(
  pid: number,
  protocol: 'tcp' | 'udp',
  port: number,
): Promise<Listening | undefined> {
  try {
    const read = (name: string) => readFile(`/proc/${pid}/net/${name}`, 'utf8');
    const [four, six] = await Promise.all([read(protocol), read(`${protocol}6`).catch(() => '')]);
    return listeningIn([four, six], protocol, port);
  } catch {
    return undefined;
  }
}
