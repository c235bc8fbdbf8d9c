import { DesktopError, messageOf } from '../desktop-error.ts';

/** A JSON answer that is never cached. */
export function json(value: unknown, status = 200): Response {
  return Response.json(value, { status, headers: { 'cache-control': 'no-store' } });
}

/** An answer that says what went wrong, in the engine's own form. */
export function failure(status: number, message: string): Response {
  return json({ message }, status);
}

/** The answer to a thrown value; what is not a `DesktopError` is a fault of ours. */
export function failureOf(error: unknown): Response {
  return failure(error instanceof DesktopError ? error.status : 500, messageOf(error));
}
