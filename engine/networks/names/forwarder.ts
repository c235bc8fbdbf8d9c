import { askByTcp, askByUdp } from './exchange.ts';
import { type Query, RCODE } from './query.ts';
import { datagramLimit, emptyReply, isTruncated } from './reply.ts';

export type Transport = 'udp' | 'tcp';

const MAX_SERVERS = 3;
/** For each round over all servers. Clients themselves ask again after five seconds. */
const ROUND_TIMEOUTS_MS = [1500, 3000] as const;
const MAX_OUTSTANDING = 1024;
const MAX_OUTSTANDING_EACH = 256;
/** So long a server that did not answer is asked last. */
const AVOID_MS = 30_000;

/** Hands questions on to other servers. */
export class Forwarder {
  readonly #port: number;
  readonly #outstanding = new Map<string, number>();
  readonly #silentSince = new Map<string, number>();
  #total = 0;

  /** `port` is where servers listen. */
  constructor(port = 53) {
    this.#port = port;
  }

  /**
   * The first useful answer of any of the servers (three at most), with the question's own id. A client that came by
   * datagram gets an answer that was cut off whole when it fits its datagram after all. SERVFAIL when nobody answers, or
   * when this asker has 256 questions under way. Never rejects.
   */
  async forward(query: Query, asker: string, servers: readonly string[], by: Transport): Promise<Buffer> {
    const mine = this.#outstanding.get(asker) ?? 0;
    if (mine >= MAX_OUTSTANDING_EACH || this.#total >= MAX_OUTSTANDING)
      return emptyReply(query, RCODE.failed);
    this.#outstanding.set(asker, mine + 1);
    this.#total++;
    try {
      return await this.#askInTurn(query, servers.slice(0, MAX_SERVERS), by);
    } finally {
      this.#total--;
      const left = (this.#outstanding.get(asker) ?? 1) - 1;
      if (left === 0) this.#outstanding.delete(asker);
      else this.#outstanding.set(asker, left);
    }
  }

  async #askInTurn(query: Query, servers: readonly string[], by: Transport): Promise<Buffer> {
    let refusal: Buffer | undefined;
    for (const timeoutMs of ROUND_TIMEOUTS_MS) {
      for (const server of this.#bestFirst(servers)) {
        const reply = await this.#ask(query, server, by, timeoutMs);
        if (reply !== undefined && isUseful(reply)) return reply;
        refusal ??= reply;
      }
      if (refusal !== undefined) return refusal;
    }
    return emptyReply(query, RCODE.failed);
  }

  async #ask(query: Query, server: string, by: Transport, timeoutMs: number): Promise<Buffer | undefined> {
    const exchange = { query, server, port: this.#port, timeoutMs };
    const overTcp = () => askByTcp(exchange).catch(() => undefined);
    const overUdp = async () => {
      const reply = await askByUdp(exchange).catch(() => undefined);
      this.#remember(server, reply !== undefined);
      return reply;
    };
    if (by === 'tcp') return (await overTcp()) ?? (await overUdp());
    const reply = await overUdp();
    if (reply === undefined || !isTruncated(reply)) return reply;
    const whole = await overTcp();
    return whole !== undefined && whole.length <= datagramLimit(query) ? whole : reply;
  }

  #remember(server: string, answered: boolean): void {
    if (answered) this.#silentSince.delete(server);
    else this.#silentSince.set(server, performance.now());
  }

  #bestFirst(servers: readonly string[]): readonly string[] {
    const now = performance.now();
    const isSilent = (server: string) => now - (this.#silentSince.get(server) ?? -AVOID_MS) < AVOID_MS;
    return [...servers.filter((server) => !isSilent(server)), ...servers.filter(isSilent)];
  }
}

/** Found, or known not to be there; a server that fails or refuses lets the next one be asked. */
function isUseful(reply: Buffer): boolean {
  const rcode = reply.readUInt16BE(2) & 0xf;
  return rcode === RCODE.ok || rcode === RCODE.unknown;
}
