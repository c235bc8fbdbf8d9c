import { DesktopError, messageOf } from '../desktop-error.ts';
import { allowance, credit } from './credit.ts';
import type { Opening, OpenStream, StreamOpener } from './stream.ts';
import { INITIAL_CREDIT } from './stream-protocol.ts';
import type { HostMessage } from './types.ts';

/** Where a stream puts what it has for the page. */
export interface Outlet {
  tell(message: HostMessage): void;
  /** Resolves when the transport has taken the data over; a stream has one such send under way at most. */
  data(id: number, chunk: Uint8Array): Promise<void> | void;
}

/** One stream of a channel, as the channel drives it. */
export interface HostStream {
  receive(chunk: Uint8Array): void;
  receiveEnd(): void;
  receiveCredit(bytes: number): void;
  /** Closes it at the engine. Nothing is told to the page any more. */
  cancel(): void;
  /** Resolves when nothing of it is left. Never rejects. */
  readonly done: Promise<void>;
}

/** Data frames are cut to this, so that one busy stream does not hold up the others. */
const LARGEST_FRAME = 64 * 1024;

/** Opens a stream and carries it to its end, by credit in both directions. */
export function runStream(opening: Opening, open: StreamOpener, outlet: Outlet): HostStream {
  const { id } = opening;
  const over = new AbortController();
  const outgoing = credit(INITIAL_CREDIT);
  const incoming = allowance(INITIAL_CREDIT);
  const opened = open(opening, over.signal);
  /** The page's data is written in its order, and only once the engine has answered. */
  let written: Promise<unknown> = opened;

  function finish(last?: HostMessage): void {
    if (over.signal.aborted) return;
    if (last !== undefined) outlet.tell(last);
    outgoing.close();
    over.abort();
  }

  function fail(error: unknown): void {
    const status = error instanceof DesktopError && error.status === 400 ? 400 : 0;
    finish({ type: 'error', id, status, message: messageOf(error) });
  }

  async function run(): Promise<void> {
    const stream = await opened;
    if (over.signal.aborted) return;
    outlet.tell({ type: 'head', id, status: stream.status, headers: stream.headers });
    if (stream.refusal !== undefined)
      return finish({ type: 'error', id, status: stream.status, message: stream.refusal });
    for await (const chunk of stream.chunks) await deliver(chunk);
    finish({ type: 'end', id });
  }

  async function deliver(chunk: Uint8Array): Promise<void> {
    for (let sent = 0; sent < chunk.length; ) {
      const size = await outgoing.take(Math.min(LARGEST_FRAME, chunk.length - sent));
      if (over.signal.aborted) return;
      await outlet.data(id, chunk.subarray(sent, sent + size));
      sent += size;
    }
  }

  async function write(chunk: Uint8Array): Promise<void> {
    const { sink } = await opened;
    if (sink === undefined) throw new DesktopError(400, 'This stream takes no data from the page.');
    await sink.write(chunk);
    const given = incoming.consumed(chunk.length);
    if (given > 0 && !over.signal.aborted) outlet.tell({ type: 'credit', id, bytes: given });
  }

  function inOrder(step: () => Promise<void>): void {
    written = written.then(() => (over.signal.aborted ? undefined : step()));
    written.catch(fail);
  }

  return {
    receive(chunk) {
      if (incoming.spend(chunk.length)) inOrder(() => write(chunk));
      else fail(new DesktopError(400, 'The page sent more than its credit.'));
    },
    receiveEnd: () => inOrder(async () => (await opened).sink?.end()),
    receiveCredit: (bytes) => outgoing.give(bytes),
    cancel: () => finish(),
    done: run().catch(fail),
  };
}

/** Picks by kind. */
export function openerOf(byKind: Readonly<Record<Opening['kind'], StreamOpener>>): StreamOpener {
  return async (opening, signal): Promise<OpenStream> => byKind[opening.kind](opening, signal);
}
