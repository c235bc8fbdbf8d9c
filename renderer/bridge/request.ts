import { EngineError } from './engine-error.ts';
import { encodePath } from './path-text.ts';

export interface RequestOptions {
  readonly method?: 'GET' | 'POST' | 'DELETE' | 'PATCH' | 'PUT';
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as it is. */
  readonly raw?: BodyInit;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** Asks the engine (`/engine/…`) or the host (`/desktop/…`). An empty answer gives undefined. */
export async function request<T>(path: string, options: RequestOptions = {}): Promise<T> {
  const text = await requestText(path, options);
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

/** The same for an answer that is text. */
export async function requestText(path: string, options: RequestOptions = {}): Promise<string> {
  const { method = 'GET', query = {}, body, raw, signal } = options;
  const headers: Record<string, string> = { accept: 'application/json', ...options.headers };
  const init: RequestInit = { method, headers };
  if (signal !== undefined) init.signal = signal;
  if (body !== undefined) {
    init.body = JSON.stringify(body);
    headers['content-type'] = 'application/json';
  }
  if (raw !== undefined) {
    init.body = raw;
    headers['content-type'] = 'application/octet-stream';
  }
  const response = await reach(withQuery(path, query), init);
  const text = await response.text();
  // 304: it was so already, which is what was wanted.
  if (!response.ok && response.status !== 304)
    throw new EngineError(response.status, errorMessage(text, response), { body: jsonOf(text) });
  return text;
}

export function withQuery(path: string, query: NonNullable<RequestOptions['query']>): string {
  const pairs = Object.entries(query).flatMap(([key, value]) => {
    if (value === undefined) return [];
    const text = String(value);
    // A path whose bytes are no text: nothing but its own encoding carries it.
    if (/[\ud800-\udfff]/u.test(text)) return [`${key}=${encodePath(text)}`];
    return [new URLSearchParams({ [key]: text }).toString()];
  });
  const text = pairs.join('&');
  return text === '' ? path : `${path}?${text}`;
}

async function reach(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, init);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new EngineError(0, 'Gantry’s desktop host cannot be reached.', { cause: error });
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The `message` of an error's body, or the body itself, or the status in words. */
export function errorMessage(
  text: string,
  response: { readonly status: number; readonly statusText: string },
): string {
  const body = jsonOf(text);
  if (typeof body === 'object' && body !== null && 'message' in body && typeof body.message === 'string') {
    return body.message;
  }
  // Not JSON: a proxy's or a crash's own words.
  const plain = text.trim();
  return plain === '' ? `The engine answered ${response.status} ${response.statusText}`.trim() : plain;
}
