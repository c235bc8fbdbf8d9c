import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import type { Target } from './tcp-forward.ts';

/** As long as the kernel, and Docker's proxy, keep a silent conversation. */
const IDLE_MS = 90_000;
/** Sockets that strangers can make us open; the least recently used goes first. */
const MOST_SESSIONS = 1024;

/** Datagrams that may wait for a socket of their own, which is there in the next turn. */
const MOST_WAITING = 9;

interface Session {
  readonly socket: Socket;
  readonly timer: NodeJS.Timeout;
  readonly connected: { now: boolean };
}

/**
 * Makes a bound socket pass datagrams on. Each client speaks through a socket of its own, by which answers find back; it goes
 * after a time of silence.
 */
export function passDatagramsOn(
  front: Socket,
  { address, port }: Target,
  { idleMs = IDLE_MS, most = MOST_SESSIONS }: { readonly idleMs?: number; readonly most?: number } = {},
): void {
  const sessions = new Map<string, Session>();

  front.on('message', (data, from) => {
    const { socket, connected } = sessionOf(from);
    // A container that does not listen loses datagrams, as ever.
    if (connected.now) socket.send(data, () => undefined);
    else if (socket.listenerCount('connect') < MOST_WAITING) {
      socket.once('connect', () => socket.send(data, () => undefined));
    }
  });
  front.on('error', () => undefined);
  front.on('close', () => {
    for (const key of sessions.keys()) end(key);
  });

  function sessionOf(from: RemoteInfo): Session {
    const key = `${from.address} ${from.port}`;
    const known = sessions.get(key);
    if (known !== undefined) {
      sessions.delete(key); // and behind all others
      sessions.set(key, known);
      known.timer.refresh();
      return known;
    }
    const oldest = sessions.size >= most ? sessions.keys().next().value : undefined;
    if (oldest !== undefined) end(oldest);
    const socket = createSocket(isIPv6(address) ? 'udp6' : 'udp4');
    const timer = setTimeout(() => end(key), idleMs);
    timer.unref();
    const session = { socket, timer, connected: { now: false } };
    sessions.set(key, session);
    socket.on('error', () => undefined); // refused by the container: the next datagram tries again
    socket.on('message', (data) => {
      timer.refresh();
      front.send(data, from.port, from.address, () => undefined);
    });
    socket.once('connect', () => {
      session.connected.now = true;
    });
    socket.connect(port, address);
    return session;
  }

  function end(key: string): void {
    const session = sessions.get(key);
    if (session === undefined) return;
    sessions.delete(key);
    clearTimeout(session.timer);
    session.socket.close();
  }
}
