import { request } from 'node:http';
import type { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { errnoOf, messageOf } from '../desktop-error.ts';

/** What answers on a socket: Gantry's engine, another engine that speaks the Docker API, or nothing (and why). */
export type Probe =
  | { readonly kind: 'gantry' }
  | { readonly kind: 'other' }
  | { readonly kind: 'absent'; readonly reason: string; readonly code: string | undefined };

const ANSWER_WITHIN_MS = 5_000;

/** Asks who answers: `/_ping` first, then Gantry's own `/gantry/status`. Never throws. */
export async function probeEngine(connect: () => Duplex): Promise<Probe> {
  try {
    const ping = await get(connect, '/_ping');
    if (ping !== 200) return absent(`/_ping was answered with ${ping}`);
    const status = await get(connect, '/gantry/status');
    return { kind: status === 200 ? 'gantry' : 'other' };
  } catch (error) {
    return absent(messageOf(error), errnoOf(error));
  }
}

/**
 * Resolves when no engine answers any more. Notices by an idle connection that breaks, so it costs nothing meanwhile;
 * an engine that only closes idle connections is asked again before it counts as gone.
 */
export async function untilGone(connect: () => Duplex, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await untilClosed(connect(), signal);
    if (signal.aborted || (await probeEngine(connect)).kind === 'absent') return;
    await sleep(1_000, undefined, { signal }).catch(() => undefined);
  }
}

function absent(reason: string, code?: string): Probe {
  return { kind: 'absent', reason, code };
}

/** The status of an answer; its body is read to the end and dropped. */
function get(connect: () => Duplex, path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
    const asked = request({ path, createConnection: connect, signal }, (answer) => {
      answer.once('end', () => resolve(answer.statusCode ?? 0));
      answer.once('error', reject);
      answer.resume();
    });
    asked.once('error', reject);
    asked.end();
  });
}

function untilClosed(socket: Duplex, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const stop = () => socket.destroy();
    signal.addEventListener('abort', stop, { once: true });
    socket.on('error', () => undefined);
    socket.once('close', () => {
      signal.removeEventListener('abort', stop);
      resolve();
    });
    socket.resume();
    if (signal.aborted) stop();
  });
}
