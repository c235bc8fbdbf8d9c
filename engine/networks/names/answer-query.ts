import type { Asker } from './member.ts';
import type { NameTable } from './name-table.ts';
import { type Query, RCODE, TYPE } from './query.ts';
import { emptyReply, recordsReply } from './reply.ts';
import { addressOfReverseName } from './reverse-name.ts';

const CLASS_IN = 1;
const BAD_VERSION = 1;

/** Which of several addresses comes first this time. */
export type Turn = (name: string, type: number, count: number) => number;

/** What we answer from the table, or refuse, by ourselves, in `limit` bytes; undefined when others have to be asked. */
export function answerQuery(
  table: NameTable,
  asker: Asker,
  query: Query,
  limit: number,
  turn: Turn,
): Buffer | undefined {
  const { name, type } = query;
  if ((query.edns?.version ?? 0) > 0) return emptyReply(query, RCODE.ok, BAD_VERSION);
  if (query.class !== CLASS_IN || type === TYPE.AXFR || type === TYPE.IXFR) {
    return emptyReply(query, RCODE.refused);
  }
  if (type === TYPE.PTR) {
    const address = addressOfReverseName(name);
    const found = address === undefined ? undefined : table.nameOf(asker, address);
    if (found !== undefined) return recordsReply(query, [found], limit);
  }
  const found = table.find(asker, name);
  if (found === undefined) return staysInside(asker, query) ? emptyReply(query, RCODE.ok) : undefined;
  const addresses = type === TYPE.A ? found.v4 : type === TYPE.AAAA ? found.v6 : [];
  if (addresses.length === 0) return emptyReply(query, RCODE.ok);
  const first = turn(name, type, addresses.length);
  return recordsReply(query, [...addresses.slice(first), ...addresses.slice(0, first)], limit);
}

/** A single label is the client's to complete with its search domains when the user chose `ndots`. */
function staysInside(asker: Asker, { name, type }: Query): boolean {
  return asker.ndotsChosen === true && (type === TYPE.A || type === TYPE.AAAA) && !name.includes('.');
}
