import type { Duplex, Writable } from 'node:stream';
import type { Session } from '../answer.ts';
import { write } from '../wire/write.ts';
import { DetachWatch } from './detach-watch.ts';
import { frame } from './stdcopy.ts';

/**
 * Connects a client with a process until the process's output ends, the client goes away, or it types the detach keys.
 * The client's end of input ends the process's input and nothing else; at a terminal, which has no such half, it lets go
 * of the process, as in Docker. It must not hang the terminal up: docker's own client watches for the detach keys
 * itself, and when they are typed it just closes the connection, as one that was killed does. Output is pulled only as
 * fast as the client takes it, and input only as fast as the process does. Always lets go of the process.
 */
export async function runSession(
  client: Duplex,
  session: Session,
  options: { readonly framed: boolean; readonly signal: AbortSignal },
): Promise<void> {
  const { attachment } = session;
  const letGo = () => attachment.detach();
  client.once('close', letGo);
  options.signal.addEventListener('abort', letGo, { once: true });
  void passInput(client, session).catch(letGo);
  try {
    for await (const { stream, data } of attachment.output) {
      await write(client, options.framed ? frame(stream, data) : data);
    }
  } catch (error) {
    if (!client.destroyed) throw error;
  } finally {
    client.off('close', letGo);
    options.signal.removeEventListener('abort', letGo);
    letGo();
  }
}

async function passInput(client: Duplex, { attachment, detachKeys }: Session): Promise<void> {
  const { stdin } = attachment;
  const watch = detachKeys === undefined ? undefined : new DetachWatch(detachKeys);
  // A process that closed its input does not end the session; what is typed for it goes nowhere.
  stdin?.on('error', () => undefined);
  for await (const bytes of client.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    if (stdin === null || stdin.destroyed) continue;
    const { pass, detached } = watch?.push(bytes) ?? { pass: bytes, detached: false };
    await give(stdin, pass);
    if (detached) {
      attachment.detach();
      return;
    }
  }
  if (stdin === null || stdin.destroyed) return;
  if (watch !== undefined) await give(stdin, watch.end());
  if (attachment.tty) attachment.detach();
  else stdin.end();
}

async function give(stdin: Writable, bytes: Buffer): Promise<void> {
  if (bytes.length > 0 && !stdin.destroyed && !stdin.writableEnded) await write(stdin, bytes);
}
