import type { Socket } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { framed, MessageReader } from './tcp-frames.ts';

const MAX_CONNECTIONS = 512;
const MAX_CONNECTIONS_EACH = 32;
/** A connection that says nothing for so long is ended (RFC 7766 6.2.3 leaves it to the server). */
const IDLE_MS = 10_000;

/** The connections of the name server's clients, and how many each may have. */
export class TcpClients {
  readonly #open = new Set<Socket>();
  readonly #counts = new Map<string, number>();

  /** Counts a connection in until it ends; false when this client, or all together, have too many. */
  admit(socket: Socket, source: string): boolean {
    const count = this.#counts.get(source) ?? 0;
    if (count >= MAX_CONNECTIONS_EACH || this.#open.size >= MAX_CONNECTIONS) return false;
    this.#counts.set(source, count + 1);
    this.#open.add(socket);
    socket.once('close', () => {
      this.#open.delete(socket);
      const left = (this.#counts.get(source) ?? 1) - 1;
      if (left === 0) this.#counts.delete(source);
      else this.#counts.set(source, left);
    });
    return true;
  }

  /** Ends them all. */
  close(): void {
    for (const socket of this.#open) socket.destroy();
  }
}

/** Answers the questions of one connection in their order, until it ends. Never rejects. */
export async function serveConnection(
  socket: Socket,
  answer: (message: Buffer) => Promise<Buffer | undefined>,
): Promise<void> {
  socket.setTimeout(IDLE_MS, () => socket.destroy());
  const replies = async function* (chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    const reader = new MessageReader();
    for await (const chunk of chunks) {
      for (const message of reader.push(chunk)) {
        const reply = await answer(message);
        if (reply === undefined) return;
        yield framed(reply);
      }
    }
  };
  // A client that resets its connection has no more questions.
  await pipeline(socket, replies, socket).catch(() => undefined);
  socket.destroy();
}
