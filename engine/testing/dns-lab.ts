import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect, createServer, type Server } from 'node:net';
import { type DecodedPacket, decode, encode, type Packet, streamDecode, streamEncode } from 'dns-packet';

/** What a test's server answers by datagram or over a connection; undefined for silence. */
export type Answerer = (query: DecodedPacket, by: 'udp' | 'tcp') => Packet | Buffer | undefined;

/** A small name server of the test's own, on the loopback. */
export class DnsUpstream implements AsyncDisposable {
  readonly asked: DecodedPacket[] = [];
  readonly #udp: UdpSocket;
  readonly #tcp: Server;

  private constructor(answer: Answerer) {
    this.#udp = createSocket('udp4', (message, { port, address }) => {
      const query = decode(message);
      this.asked.push(query);
      const reply = bytesOf(answer(query, 'udp'));
      if (reply !== undefined) this.#udp.send(reply, port, address);
    });
    this.#tcp = createServer((socket) => {
      socket.on('data', (chunk: Buffer) => {
        const query = streamDecode(chunk) as DecodedPacket;
        this.asked.push(query);
        const reply = bytesOf(answer(query, 'tcp'));
        if (reply !== undefined)
          socket.write(Buffer.concat([Buffer.from([reply.length >> 8, reply.length & 255]), reply]));
      });
      socket.on('error', () => undefined);
    });
  }

  /** `port` 0 takes a free one. */
  static async at(address: string, port: number, answer: Answerer): Promise<DnsUpstream> {
    const upstream = new DnsUpstream(answer);
    upstream.#udp.bind(port, address);
    await once(upstream.#udp, 'listening');
    upstream.#tcp.listen(upstream.port, address);
    await once(upstream.#tcp, 'listening');
    return upstream;
  }

  get port(): number {
    return this.#udp.address().port;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#udp.close();
    await new Promise((resolve) => this.#tcp.close(resolve));
  }
}

/** The answer to a question with one address. */
export function answerWith(query: DecodedPacket, ...addresses: readonly string[]): Packet {
  const [question] = query.questions ?? [];
  if (question === undefined) throw new Error('a query without a question');
  return {
    type: 'response',
    id: query.id ?? 0,
    questions: [question],
    answers: addresses.map((data) => ({ type: 'A', name: question.name, data, ttl: 60 })),
  };
}

/** Asks a name server from one address; undefined when no answer comes within the time. */
export async function askUdp(
  server: { readonly address: string; readonly port: number },
  from: string,
  message: Packet | Buffer,
  timeoutMs = 8000,
): Promise<DecodedPacket | undefined> {
  const socket = createSocket('udp4');
  try {
    socket.bind(0, from);
    await once(socket, 'listening');
    socket.send(bytesOf(message) ?? '', server.port, server.address);
    const [reply] = (await once(socket, 'message', { signal: AbortSignal.timeout(timeoutMs) })) as [Buffer];
    return decode(reply);
  } catch {
    return undefined;
  } finally {
    socket.close();
  }
}

/** Asks over a connection. */
export async function askTcp(
  server: { readonly address: string; readonly port: number },
  from: string,
  message: Packet,
): Promise<DecodedPacket | undefined> {
  const socket = connect({ host: server.address, port: server.port, localAddress: from });
  try {
    socket.end(streamEncode(message));
    let got = Buffer.alloc(0);
    for await (const chunk of socket as AsyncIterable<Buffer>) {
      got = Buffer.concat([got, chunk]);
      if (got.length >= 2 && got.length >= 2 + got.readUInt16BE(0)) return streamDecode(got) as DecodedPacket;
    }
    return undefined;
  } finally {
    socket.destroy();
  }
}

function bytesOf(message: Packet | Buffer | undefined): Buffer | undefined {
  return message === undefined || Buffer.isBuffer(message) ? message : encode(message);
}
