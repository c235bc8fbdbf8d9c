import { type ErrorKind, GantryError, messageOf } from './errors.ts';

/** What is left of an error when it crosses between threads. */
export interface ErrorValue {
  /** Undefined for what is not ours. */
  readonly kind: ErrorKind | undefined;
  readonly message: string;
  readonly stack: string | undefined;
}

/** The value for an error. */
export function valueOfError(error: unknown): ErrorValue {
  return {
    kind: error instanceof GantryError ? error.kind : undefined,
    message: messageOf(error),
    stack: error instanceof Error ? error.stack : undefined,
  };
}

/** The error that a value stands for, with the stack that it had. */
export function errorOfValue({ kind, message, stack }: ErrorValue): Error {
  const error = kind === undefined ? new Error(message) : new GantryError(kind, message);
  if (stack !== undefined) error.stack = stack;
  return error;
}
