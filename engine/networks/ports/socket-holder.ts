import { readdir, readFile, readlink } from 'node:fs/promises';
import { addressesMeet } from './host-address.ts';
import { type HostSocket, readSocketTable } from './socket-table.ts';

/** A process that has a socket. */
export interface SocketProcess {
  readonly pid: number;
  readonly name: string;
}

/** Every socket of the host's network that has a port: of TCP those that listen, and all of UDP. */
export async function listeningSockets(protocol: 'tcp' | 'udp'): Promise<HostSocket[]> {
  const tables = await Promise.all(
    [protocol, `${protocol}6`].map((name) => readFile(`/proc/net/${name}`, 'utf8').catch(() => '')),
  );
  return tables.flatMap((text) => readSocketTable(text, protocol)).filter(({ listens }) => listens);
}

/** Whether a socket stands in the way of one with this address. A socket of `::` may take IPv4 too. */
export function isInTheWay(socket: HostSocket, address: string): boolean {
  return addressesMeet(socket.address, address) || socket.address === '::';
}

/** The process that has an open socket; undefined when it is the kernel's own, or ended. */
export async function processOfSocket({ inode }: HostSocket): Promise<SocketProcess | undefined> {
  const wanted = `socket:[${inode}]`;
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const links = await fileLinks(`/proc/${pid}/fd`);
    if (links.includes(wanted)) return { pid: Number(pid), name: await processName(pid) };
  }
  return undefined;
}

async function fileLinks(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return await Promise.all(names.map((name) => readlink(`${folder}/${name}`).catch(() => '')));
}

async function processName(pid: string): Promise<string> {
  return (await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => 'unknown')).trim();
}
