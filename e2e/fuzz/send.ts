import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FuzzRequest } from './grammar.ts';

/** What came of a request. */
export interface Outcome {
  /** 0 when there was no answer. */
  readonly status: number;
  /** The beginning of all that was received. */
  readonly text: string;
  /** Neither an answer nor an end within the limit. */
  readonly isLate: boolean;
}

const LIMIT_MS = 30_000;
/** How long a stream is looked at. */
const GLANCE_MS = 300;
const MOST_TEXT = 4096;

/** Answers of these go on, or come when something happens. */
const MAY_WAIT =
  /\/(events|attach|attach\/ws|logs|stats|wait|stop|restart|throughput|start|recreate|edit\/back)$|\/gantry\/stats/;

export function mayWait({ route }: FuzzRequest): boolean {
  return MAY_WAIT.test(route);
}

/** The bytes of a request. */
export function wireText(request: FuzzRequest): string {
  const { method, path, query, headers, body, manner } = request;
  if (manner === 'garbage') return `${method}\u0001 ${path} HTTP/9.9\r\n:::\r\n\r\n${body ?? ''}`;
  const search = query.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`);
  const target = search.length > 0 ? `${path}?${search.join('&')}` : path;
  const length = Buffer.byteLength(body ?? '');
  const isChunked = manner === 'chunked' || manner === 'broken chunk';
  const framing: (readonly [string, string])[] = isChunked
    ? [['Transfer-Encoding', 'chunked']]
    : body === undefined
      ? []
      : [['Content-Length', String(manner === 'short body' ? length + 10 : length)]];
  const strange: (readonly [string, string])[] =
    manner === 'strange headers'
      ? [
          ['Transfer-Encoding', 'identity'],
          ['Content-Length', '1, 2'],
          ['X-\u00fc', '\u00e9'],
        ]
      : manner === 'huge header'
        ? [['X-Huge', 'h'.repeat(1_200_000)]]
        : [];
  const lines = [...headers, ...framing, ...strange].map(([name, value]) => `${name}: ${value}\r\n`);
  const head = `${method} ${target} HTTP/1.1\r\n${lines.join('')}\r\n`;
  if (manner === 'broken chunk') return `${head}zz\r\n${body ?? ''}`;
  const text = isChunked
    ? `${length.toString(16)}\r\n${body ?? ''}\r\n${length > 0 ? '0\r\n\r\n' : '\r\n'}`
    : body;
  const whole = head + (isChunked && length === 0 ? '0\r\n\r\n' : (text ?? ''));
  return manner === 'twice' ? whole + whole : whole;
}

/** Sends a request in its manner and reads the beginning of what comes. */
export async function send(socketPath: string, request: FuzzRequest): Promise<Outcome> {
  const bytes = Buffer.from(wireText(request));
  const socket = connect({ path: socketPath, allowHalfOpen: true });
  let text = '';
  const over = new Promise<'ended'>((resolve) => {
    socket.once('close', () => resolve('ended'));
    socket.once('end', () => resolve('ended'));
    socket.on('error', () => undefined);
  });
  const answered = new Promise<'answered'>((resolve) => {
    socket.on('data', (chunk: Buffer) => {
      if (text.length < MOST_TEXT) text += chunk.toString('latin1', 0, MOST_TEXT);
      if (text.includes('\r\n\r\n')) resolve('answered');
    });
  });
  try {
    if (request.manner === 'in pieces') {
      for (let at = 0; at < bytes.length; at += 97) {
        socket.write(bytes.subarray(at, at + 97));
        await sleep(1);
      }
    } else socket.write(bytes);
    if (
      request.manner === 'half-closed' ||
      request.manner === 'short body' ||
      request.manner === 'broken chunk'
    )
      socket.end();
    if (request.manner === 'cut off') {
      await sleep(5);
      return { status: 0, text: '', isLate: false };
    }
    const timer = new AbortController();
    const late = sleep(mayWait(request) ? GLANCE_MS : LIMIT_MS, 'late' as const, {
      signal: timer.signal,
    }).catch(() => 'late' as const);
    const first = await Promise.race([over, answered, late]);
    // The message of a refusal may come a moment after its head.
    if (first === 'answered' && / 5\d\d /.test(text.slice(0, 20)))
      await Promise.race([over, sleep(GLANCE_MS)]);
    timer.abort();
    const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0);
    return { status, text, isLate: first === 'late' && !mayWait(request) };
  } finally {
    socket.destroy();
  }
}
