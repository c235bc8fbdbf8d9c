import { type ErrorKind, kindOf, messageOf } from '../base/errors.ts';
import type { ErrorResponse } from './types/system.ts';

/** The only place where the meaning of an error becomes an HTTP status. */
const STATUS: Readonly<Record<ErrorKind, number>> = {
  invalid: 400,
  'not-found': 404,
  conflict: 409,
  unauthorized: 401,
  forbidden: 403,
  'not-modified': 304,
  unavailable: 503,
  'not-implemented': 501,
  system: 500,
  cancelled: 500,
};

/** The status and body that tell a client of `error`. 304 has no body. */
export function errorToHttp(error: unknown): { readonly status: number; readonly body?: ErrorResponse } {
  const status = STATUS[kindOf(error)];
  return status === 304 ? { status } : { status, body: { message: messageOf(error) } };
}
