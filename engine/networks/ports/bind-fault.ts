import { fault, type GantryError } from '../../base/errors.ts';
import type { PublishedPort } from '../firewall/state.ts';
import { withPort } from './host-address.ts';
import { isInTheWay, listeningSockets, processOfSocket } from './socket-holder.ts';

/** Docker's words for a port that another container has, and whose. Docker answers 500. */
export function allocatedFault({ hostIp, hostPort }: PublishedPort, holder: string): GantryError {
  const place = withPort(hostIp, hostPort);
  return fault('system', `Bind for ${place} failed: port is already allocated (by the container ${holder})`);
}

/** Docker's words for a port that the kernel does not give, and which process has it. `code` is the kernel's word. */
export async function bindFault(port: PublishedPort, code: string, cause: unknown): Promise<GantryError> {
  const { hostIp, hostPort, address, protocol } = port;
  const inside = withPort(address, port.port);
  const start = `failed to bind host port for ${withPort(hostIp, hostPort)}:${inside}/${protocol}`;
  return fault('system', `${start}: ${await reason(port, code)}`, cause);
}

async function reason(port: PublishedPort, code: string): Promise<string> {
  switch (code) {
    case 'EADDRINUSE':
      return `address already in use${await byWhom(port)}`;
    case 'EADDRNOTAVAIL':
      return `cannot assign requested address (this machine does not have ${port.hostIp})`;
    case 'EACCES':
      return 'permission denied';
    default:
      return code;
  }
}

async function byWhom({ protocol, hostIp, hostPort }: PublishedPort): Promise<string> {
  if (protocol === 'sctp') return '';
  const sockets = await listeningSockets(protocol);
  const socket = sockets.find((found) => found.port === hostPort && isInTheWay(found, hostIp));
  const holder = socket && (await processOfSocket(socket));
  return holder === undefined ? '' : ` (by ${holder.name}, process ${holder.pid})`;
}
