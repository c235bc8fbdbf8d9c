import { type ErrorKind, fault, type GantryError } from '../base/errors.ts';

const KIND: Readonly<Record<number, ErrorKind>> = {
  304: 'not-modified',
  400: 'invalid',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not-found',
  409: 'conflict',
  501: 'not-implemented',
  503: 'unavailable',
};

/** The error that an engine's answer stands for. `body` is `{"message":…}`, or any text. */
export function errorOf(status: number, body: string): GantryError {
  return fault(KIND[status] ?? 'system', messageIn(body) ?? `the engine answered with status ${status}`);
}

function messageIn(body: string): string | undefined {
  try {
    const value: unknown = JSON.parse(body);
    if (typeof value === 'object' && value !== null && 'message' in value) return String(value.message);
  } catch {
    // Some other server's text.
  }
  return body.trim() === '' ? undefined : body.trim();
}
