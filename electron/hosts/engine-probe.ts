import { request } from 'node:http';
import type { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { errnoOf, messageOf } from '../desktop-error.ts';

/** What answers on a socket: Gantry's engine, another engine that speaks the Docker API, or nothing (and why). */
export type Probe =
  | { readonly kind: 'gantry'; readonly pid: number | null }
  | { readonly kind: 'other' }
  | { readonly kind: 'absent'; readonly reason: string; readonly code: string | undefined };

const ANSWER_WITHIN_MS = 2_000;
const LARGEST_ANSWER = 64 * 1024;

/** Asks who answers: `/_ping` first, then Gantry's own `/gantry/status`. Never throws. */
export async function probeEngine(connect: () => Duplex): Promise<Probe> {
  try {
    const ping = await get(connect, '/_ping');
    if (ping.status !== 200) return absent(`/_ping was answered with ${ping.status}`);
    const status = await get(connect, '/gantry/status');
    return status.status === 200 ? { kind: 'gantry', pid: pidIn(status.body) } : { kind: 'other' };
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

function pidIn(body: string): number | null {
  try {
    const status: unknown = JSON.parse(body);
    if (typeof status !== 'object' || status === null || !('pid' in status)) return null;
    return typeof status.pid === 'number' && Number.isInteger(status.pid) && status.pid > 1
      ? status.pid
      : null;
  } catch {
    return null;
  }
}

function get(
  connect: () => Duplex,
  path: string,
): Promise<{ readonly status: number; readonly body: string }> {
  return new Promise((resolve, reject) => {
    const asked = request(
      { path, createConnection: connect, signal: AbortSignal.timeout(ANSWER_WITHIN_MS) },
      (answer) => {
        let body = '';
        answer.setEncoding('utf8');
        answer.on('data', (text: string) => {
          body += text;
          if (body.length > LARGEST_ANSWER) answer.destroy(new Error(`the answer to ${path} is too long`));
        });
        answer.once('end', () => resolve({ status: answer.statusCode ?? 0, body }));
        answer.once('error', reject);
      },
    );
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
