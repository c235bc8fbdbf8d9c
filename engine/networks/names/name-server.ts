import type { Socket } from 'node:net';
import { fault } from '../../base/errors.ts';
import type { Logger } from '../../base/logger.ts';
import { answerQuery } from './answer-query.ts';
import { Forwarder, type Transport } from './forwarder.ts';
import { HostResolvers } from './host-resolvers.ts';
import { type Listeners, listenAt } from './listeners.ts';
import type { Asker, NameMember } from './member.ts';
import { NameTable } from './name-table.ts';
import { PortMemory } from './port-memory.ts';
import { type Query, RCODE, readQuery } from './query.ts';
import { bareReply, datagramLimit, emptyReply, fitted } from './reply.ts';
import { isLoopback } from './resolv-conf.ts';
import { serveConnection, TcpClients } from './tcp-clients.ts';

export interface NameServerOptions {
  readonly logger: Logger;
  /** Where ports are remembered over a restart: a file in the exec root. */
  readonly memory: string;
  /** The host's resolv.conf. */
  readonly resolvConf?: string;
  /** Where other name servers listen; 53. */
  readonly upstreamPort?: number;
}

/**
 * The name server of all bridges: answers members of user-defined networks by the address that they ask from, and hands
 * on what it does not know to the servers that the asker has. Whoever is nobody's member is refused.
 */
export class NameServer {
  readonly #logger: Logger;
  readonly #memory: PortMemory;
  readonly #forwarder: Forwarder;
  readonly #hostResolvers: HostResolvers;
  readonly #listeners = new Map<string, Promise<Listeners>>();
  readonly #clients = new TcpClients();
  readonly #turns = new Map<string, number>();
  #table = new NameTable();
  #closed = false;

  constructor({ logger, memory, resolvConf, upstreamPort }: NameServerOptions) {
    this.#logger = logger;
    this.#memory = new PortMemory(memory);
    this.#forwarder = new Forwarder(upstreamPort);
    this.#hostResolvers = new HostResolvers(resolvConf);
  }

  /**
   * Serves at an address of the host (a bridge's), and answers the port, the same as before a restart unless somebody
   * else has taken it meanwhile (see `portBefore`). Asked again, it answers the same port. Throws `system` when it cannot.
   */
  async listen(address: string): Promise<number> {
    if (this.#closed) throw fault('cancelled', 'the name server is closed');
    const listening = this.#listeners.get(address) ?? this.#open(address);
    this.#listeners.set(address, listening);
    listening.catch(() => this.#listeners.delete(address));
    return (await listening).port;
  }

  /** The port that containers know from before a restart; to be asked before `listen`. */
  async portBefore(address: string): Promise<number | undefined> {
    return await this.#memory.recall(address);
  }

  /** Serves no longer at this address, whose bridge goes away. */
  async unlisten(address: string): Promise<void> {
    const listening = this.#listeners.get(address);
    this.#listeners.delete(address);
    await this.#memory.forget(address);
    close(await listening?.catch(() => undefined));
  }

  /** Replaces all names and all askers; the next question sees the new ones. */
  set(members: readonly NameMember[], askers: readonly Asker[]): void {
    this.#table = new NameTable(members, askers);
    this.#turns.clear();
  }

  /** Ends listening and every connection. Ports stay remembered. */
  async close(): Promise<void> {
    this.#closed = true;
    const open = await Promise.all([...this.#listeners.values()].map((one) => one.catch(() => undefined)));
    this.#listeners.clear();
    for (const listeners of open) close(listeners);
    this.#clients.close();
  }

  async #open(address: string): Promise<Listeners> {
    const preferred = await this.#memory.recall(address);
    const listeners = await listenAt(address, preferred, (socket) => this.#serve(socket));
    const { port, udp, tcp } = listeners;
    udp.on('message', (message, { address: source, port: sourcePort }) => {
      void this.#reply(message, source, 'udp').then((reply) => {
        if (reply !== undefined && !this.#closed) udp.send(reply, sourcePort, source, () => undefined);
      });
    });
    const complain = (error: Error) =>
      this.#logger.warn('the name server had trouble', { address, error: error.message });
    udp.on('error', complain);
    tcp.on('error', complain);
    await this.#memory.keep(address, port);
    return listeners;
  }

  #serve(socket: Socket): void {
    const source = socket.remoteAddress ?? '';
    if (this.#table.asker(source) === undefined || !this.#clients.admit(socket, source)) {
      socket.destroy();
      return;
    }
    void serveConnection(socket, (message) => this.#reply(message, source, 'tcp'));
  }

  async #reply(message: Buffer, source: string, by: Transport): Promise<Buffer | undefined> {
    const reading = readQuery(message);
    if (reading.kind === 'ignored') return undefined;
    if (reading.kind === 'wrong') return bareReply(message, reading.rcode);
    const { query } = reading;
    const asker = this.#table.asker(source);
    if (asker === undefined) return emptyReply(query, RCODE.refused);
    const limit = by === 'udp' ? datagramLimit(query) : 0xffff;
    const turn = (name: string, type: number, count: number) => this.#turn(`${type} ${name}`, count);
    const known = answerQuery(this.#table, asker, query, limit, turn);
    if (known !== undefined) return known;
    const reply = await this.#forward(query, asker, by);
    return by === 'udp' ? fitted(query, reply) : reply;
  }

  async #forward(query: Query, asker: Asker, by: Transport): Promise<Buffer> {
    const servers = await this.#serversOf(asker);
    return servers.length === 0
      ? emptyReply(query, RCODE.failed)
      : await this.#forwarder.forward(query, asker.container, servers, by);
  }

  /**
   * A loopback address of `--dns` is one in the container, where only the container itself can ask (its resolv.conf names
   * it, too); one of the host's resolv.conf is the host's. Who has no way out gets what its neighbours know.
   */
  async #serversOf(asker: Asker): Promise<readonly string[]> {
    const chosen = asker.upstream.filter((server) => !isLoopback(server));
    if (!asker.external) return chosen.filter((server) => this.#table.isNeighbour(asker, server));
    return asker.upstream.length > 0 ? chosen : await this.#hostResolvers.servers();
  }

  #turn(key: string, count: number): number {
    if (count < 2) return 0;
    const turn = this.#turns.get(key) ?? 0;
    this.#turns.set(key, turn + 1);
    return turn % count;
  }
}

function close(listeners: Listeners | undefined): void {
  listeners?.udp.close();
  listeners?.tcp.close();
}
