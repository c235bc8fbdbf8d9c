/** Response codes (RFC 1035 4.1.1). */
export const RCODE = { ok: 0, malformed: 1, failed: 2, unknown: 3, notImplemented: 4, refused: 5 } as const;

/** Record types that we know (RFC 1035, RFC 3596, RFC 6891, RFC 5936). */
export const TYPE = { A: 1, PTR: 12, AAAA: 28, OPT: 41, IXFR: 251, AXFR: 252 } as const;

const HEADER_BYTES = 12;
const MAX_NAME_BYTES = 255;
/** More than EDNS and a signature nobody adds to a question. */
const MAX_ADDITIONALS = 4;

/** A well-formed question of one client. */
export interface Query {
  /** The message as it came, without what follows its end. */
  readonly raw: Buffer;
  readonly id: number;
  readonly name: string;
  readonly type: number;
  readonly class: number;
  /** The question is `raw` from 12 up to here. */
  readonly questionEnd: number;
  /** RFC 6891: the size of datagram that the client takes, and the version it speaks. */
  readonly edns?: { readonly size: number; readonly version: number };
}

/** What arrived: a question, something to be answered with an error alone, or nothing that deserves an answer. */
export type Reading =
  | { readonly kind: 'query'; readonly query: Query }
  | { readonly kind: 'wrong'; readonly rcode: number }
  | { readonly kind: 'ignored' };

const MALFORMED: Reading = { kind: 'wrong', rcode: RCODE.malformed };

/** Reads a message from a client. Never throws, whatever the bytes; answers (which could loop) are ignored. */
export function readQuery(raw: Buffer): Reading {
  if (raw.length < HEADER_BYTES || (raw.readUInt16BE(2) & 0x8000) !== 0) return { kind: 'ignored' };
  if (((raw.readUInt16BE(2) >> 11) & 0xf) !== 0) return { kind: 'wrong', rcode: RCODE.notImplemented };
  const [questions, answers, authorities, additionals] = [4, 6, 8, 10].map((at) => raw.readUInt16BE(at));
  if (questions !== 1 || answers !== 0 || authorities !== 0) return MALFORMED;
  const name = readName(raw, HEADER_BYTES);
  if (name === undefined || name.end + 4 > raw.length) return MALFORMED;
  const questionEnd = name.end + 4;
  const extras = readAdditionals(raw, questionEnd, additionals ?? 0);
  if (extras === undefined) return MALFORMED;
  return {
    kind: 'query',
    query: {
      raw: raw.subarray(0, extras.end),
      id: raw.readUInt16BE(0),
      name: name.text,
      type: raw.readUInt16BE(name.end),
      class: raw.readUInt16BE(name.end + 2),
      questionEnd,
      ...(extras.edns === undefined ? {} : { edns: extras.edns }),
    },
  };
}

/** A name as text, and where it ends. Pointers are refused: in a question there is nothing to point to. */
function readName(raw: Buffer, start: number): { readonly text: string; readonly end: number } | undefined {
  const labels: string[] = [];
  for (let at = start; at < raw.length && at - start < MAX_NAME_BYTES; ) {
    const length = raw[at] ?? 0;
    if (length === 0) return { text: labels.join('.'), end: at + 1 };
    if (length > 63 || at + 1 + length > raw.length) return undefined;
    // A dot within a label is not a border between two: escaped, it is equal to no name of ours.
    labels.push(raw.toString('utf8', at + 1, at + 1 + length).replaceAll('.', '\\.'));
    at += 1 + length;
  }
  return undefined;
}

function readAdditionals(
  raw: Buffer,
  start: number,
  count: number,
): { readonly end: number; readonly edns?: Query['edns'] } | undefined {
  if (count > MAX_ADDITIONALS) return undefined;
  let edns: Query['edns'];
  let at = start;
  for (let index = 0; index < count; index++) {
    const name = readName(raw, at);
    if (name === undefined || name.end + 10 > raw.length) return undefined;
    const type = raw.readUInt16BE(name.end);
    const end = name.end + 10 + raw.readUInt16BE(name.end + 8);
    if (end > raw.length) return undefined;
    if (type === TYPE.OPT) {
      if (edns !== undefined || name.text !== '') return undefined;
      edns = { size: raw.readUInt16BE(name.end + 2), version: raw[name.end + 5] ?? 0 };
    }
    at = end;
  }
  return edns === undefined ? { end: at } : { end: at, edns };
}
