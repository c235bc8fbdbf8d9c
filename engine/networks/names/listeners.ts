import { randomInt } from 'node:crypto';
import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, isIPv6, type Server, type Socket } from 'node:net';
import { errnoOf, fault, messageOf } from '../../base/errors.ts';

/** Both ways to a name server at one address and port. */
export interface Listeners {
  readonly port: number;
  readonly udp: UdpSocket;
  readonly tcp: Server;
}

/** Above the ports that the kernel hands out by itself, so that nobody gets ours by chance while the engine restarts. */
const FIRST_PORT = 61_000;
const TRIES = 64;

/**
 * Listens by UDP and TCP at `preferred`, or when that is taken (or nothing is preferred) at some other port that both can
 * have. Throws `system` when the address is not the host's or no port is free.
 */
export async function listenAt(
  address: string,
  preferred: number | undefined,
  onConnection: (socket: Socket) => void,
): Promise<Listeners> {
  for (let tries = 0; tries < TRIES; tries++) {
    const port = tries === 0 && preferred !== undefined ? preferred : randomInt(FIRST_PORT, 0x10000);
    try {
      return await bindBoth(address, port, onConnection);
    } catch (cause) {
      if (errnoOf(cause) === 'EADDRINUSE') continue;
      throw fault('system', `cannot serve names at ${address}: ${messageOf(cause)}`, cause);
    }
  }
  throw fault('system', `cannot serve names at ${address}: no free port found`);
}

async function bindBoth(
  address: string,
  port: number,
  onConnection: (socket: Socket) => void,
): Promise<Listeners> {
  const udp = createSocket({ type: isIPv6(address) ? 'udp6' : 'udp4', recvBufferSize: 1 << 20 });
  // A client may have said all that it has to say before it is answered.
  const tcp = createServer({ allowHalfOpen: true }, onConnection);
  try {
    udp.bind(port, address);
    await once(udp, 'listening');
    tcp.listen(port, address);
    await once(tcp, 'listening');
    return { port, udp, tcp };
  } catch (error) {
    udp.close();
    tcp.close();
    throw error;
  }
}
