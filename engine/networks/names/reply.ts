import { encode, type StringAnswer } from 'dns-packet';
import { type Query, RCODE, TYPE } from './query.ts';

/** The datagram size that we announce, and the largest that we send (RFC 6891, RFC 9715). */
const OUR_SIZE = 1232;
const PLAIN_SIZE = 512;
const RESPONSE = 0x8000;
const TRUNCATED = 0x0200;
const RECURSION_DESIRED = 0x0100;
const RECURSION_AVAILABLE = 0x0080;
/** Names follow connect, disconnect and rename at once, so nobody should keep them. */
const TTL_SECONDS = 0;

/** The most bytes that this client takes in one datagram. */
export function datagramLimit(query: Query): number {
  return Math.max(PLAIN_SIZE, Math.min(query.edns?.size ?? PLAIN_SIZE, 4096));
}

/** An answer without records: NODATA when `rcode` is 0. `extendedRcode` are the upper bits of the code (RFC 6891). */
export function emptyReply(query: Query, rcode: number, extendedRcode = 0): Buffer {
  const opt = query.edns === undefined ? Buffer.alloc(0) : optRecord(extendedRcode);
  const head = Buffer.from(query.raw.subarray(0, query.questionEnd));
  head.writeUInt16BE(flagsFor(query.raw, rcode), 2);
  head.writeUInt16BE(0, 6);
  head.writeUInt16BE(0, 8);
  head.writeUInt16BE(query.edns === undefined ? 0 : 1, 10);
  return Buffer.concat([head, opt]);
}

/** An answer to something that cannot be read beyond its header. */
export function bareReply(raw: Buffer, rcode: number): Buffer {
  const head = Buffer.alloc(12);
  raw.copy(head, 0, 0, 2);
  head.writeUInt16BE(flagsFor(raw, rcode) | (raw.readUInt16BE(2) & 0x7800), 2);
  return head;
}

/** A message that fits the client's datagram: the same, or one that says that it was cut off. */
export function fitted(query: Query, reply: Buffer): Buffer {
  return reply.length <= datagramLimit(query) ? reply : cutOff(emptyReply(query, RCODE.ok));
}

/** True when the server had more to say than fitted. */
export function isTruncated(reply: Buffer): boolean {
  return (reply.readUInt16BE(2) & TRUNCATED) !== 0;
}

/**
 * An answer with one record for each value: addresses for A and AAAA, names for PTR. Of more than fit in `limit` bytes
 * the first ones, marked as cut off.
 */
export function recordsReply(query: Query, values: readonly string[], limit: number): Buffer {
  const whole = withRecords(query, values);
  if (whole.length <= limit || values.length === 0) return whole;
  const each = (whole.length - withRecords(query, []).length) / values.length;
  const room = Math.floor((limit - withRecords(query, []).length) / each);
  return cutOff(withRecords(query, values.slice(0, Math.max(0, room))));
}

function cutOff(reply: Buffer): Buffer {
  reply.writeUInt16BE(reply.readUInt16BE(2) | TRUNCATED, 2);
  return reply;
}

function withRecords(query: Query, values: readonly string[]): Buffer {
  const { name } = query;
  const type = query.type === TYPE.A ? 'A' : query.type === TYPE.AAAA ? 'AAAA' : 'PTR';
  const answers = values.map((data): StringAnswer => ({ type, name, ttl: TTL_SECONDS, class: 'IN', data }));
  const reply = encode({
    type: 'response',
    id: query.id,
    flags: flagsFor(query.raw, RCODE.ok),
    questions: [{ type, name, class: 'IN' }],
    answers,
  });
  if (query.edns === undefined) return reply;
  reply.writeUInt16BE(1, 10);
  return Buffer.concat([reply, optRecord(0)]);
}

function flagsFor(raw: Buffer, rcode: number): number {
  return RESPONSE | (raw.readUInt16BE(2) & RECURSION_DESIRED) | RECURSION_AVAILABLE | rcode;
}

/** RFC 6891 6.1.2: the root name, type 41, our size as class, and the upper bits of the response code. */
function optRecord(extendedRcode: number): Buffer {
  const opt = Buffer.alloc(11);
  opt.writeUInt16BE(TYPE.OPT, 1);
  opt.writeUInt16BE(OUR_SIZE, 3);
  opt[5] = extendedRcode;
  return opt;
}
