import { randomInt } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { connect, isIPv6 } from 'node:net';
import { fault } from '../../base/errors.ts';
import type { Query } from './query.ts';
import { framed, MessageReader } from './tcp-frames.ts';

/** One question to one server. */
export interface Exchange {
  readonly query: Query;
  readonly server: string;
  readonly port: number;
  readonly timeoutMs: number;
}

/**
 * Asks by a datagram, from a port and with an id that nobody can guess. What does not answer this question is not
 * heeded. Rejects with `unavailable` after the timeout, or when nobody listens there.
 */
export function askByUdp({ query, server, port, timeoutMs }: Exchange): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const id = randomInt(0x10000);
    const socket = createSocket(isIPv6(server) ? 'udp6' : 'udp4');
    const end = (outcome: () => void) => {
      clearTimeout(timer);
      socket.removeAllListeners().on('error', () => undefined);
      socket.close();
      outcome();
    };
    const fail = (why: string) => end(() => reject(fault('unavailable', `name server ${server}: ${why}`)));
    const timer = setTimeout(() => fail('no answer in time'), timeoutMs);
    socket.on('error', (error) => fail(error.message));
    socket.on('message', (reply) => {
      if (isAnswer(query, id, reply)) end(() => resolve(withId(reply, query.id)));
    });
    // Connected, so that the kernel drops what other senders forge and tells when nobody listens.
    socket.on('connect', () => socket.send(withId(query.raw, id)));
    socket.connect(port, server);
  });
}

/** Asks over a connection. Rejects with `unavailable` like `askByUdp`, and when what comes is no answer. */
export function askByTcp({ query, server, port, timeoutMs }: Exchange): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const id = randomInt(0x10000);
    const reader = new MessageReader();
    const socket = connect({ host: server, port });
    const end = (outcome: () => void) => {
      clearTimeout(timer);
      socket.destroy();
      outcome();
    };
    const fail = (why: string) => end(() => reject(fault('unavailable', `name server ${server}: ${why}`)));
    const timer = setTimeout(() => fail('no answer in time'), timeoutMs);
    socket.on('error', (error) => fail(error.message));
    socket.on('close', () => fail('it closed the connection'));
    socket.on('connect', () => socket.write(framed(withId(query.raw, id))));
    socket.on('data', (chunk: Buffer) => {
      const [reply] = reader.push(chunk);
      if (reply === undefined) return;
      if (isAnswer(query, id, reply)) end(() => resolve(withId(reply, query.id)));
      else fail('it answered something else');
    });
  });
}

/** Ours by id, a response, and to the same question; only an error may leave the question out. */
function isAnswer(query: Query, id: number, reply: Buffer): boolean {
  if (reply.length < 12 || reply.readUInt16BE(0) !== id) return false;
  if ((reply.readUInt16BE(2) & 0xf800) !== 0x8000) return false;
  const questions = reply.readUInt16BE(4);
  if (questions === 0) return (reply.readUInt16BE(2) & 0xf) !== 0;
  return questions === 1 && sameQuestion(query, reply);
}

function sameQuestion({ raw, questionEnd }: Query, reply: Buffer): boolean {
  const text = (message: Buffer) => message.toString('latin1', 12, questionEnd - 4).toLowerCase();
  return (
    reply.length >= questionEnd &&
    text(raw) === text(reply) &&
    raw.subarray(questionEnd - 4, questionEnd).equals(reply.subarray(questionEnd - 4, questionEnd))
  );
}

function withId(message: Buffer, id: number): Buffer {
  const copy = Buffer.from(message);
  copy.writeUInt16BE(id, 0);
  return copy;
}
