/**
 * The closed set of things that can go wrong, by what the caller can do about it. Each kind maps to exactly one HTTP
 * status (`engine/api/errors-to-http.ts`); nothing ever decides by an error's text.
 */
export type ErrorKind =
  /** The request itself is wrong: bad JSON, a bad name, options that exclude each other. */
  | 'invalid'
  /** The named thing does not exist. */
  | 'not-found'
  /** The name is taken, or the thing's state forbids the operation (running, in use). */
  | 'conflict'
  /** Credentials are missing or wrong. */
  | 'unauthorized'
  /** Understood, and refused by policy. */
  | 'forbidden'
  /** Already as asked: nothing was changed. Docker answers 304. */
  | 'not-modified'
  /** Something that we depend on (a registry, the runtime) cannot be reached now; a later try may work. */
  | 'unavailable'
  /** Deliberately out of Gantry's scope. */
  | 'not-implemented'
  /** No space, no permission, a broken file, a failed system program: the machine has to be looked at. */
  | 'system'
  /** The caller went away or asked to stop. */
  | 'cancelled';

/** The one error class that crosses rooms. `message` is a full sentence fit for a person; `cause` keeps the original. */
export class GantryError extends Error {
  override readonly name = 'GantryError';
  readonly kind: ErrorKind;

  constructor(kind: ErrorKind, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.kind = kind;
  }
}

/** Makes a `GantryError` of the given kind. */
export function fault(kind: ErrorKind, message: string, cause?: unknown): GantryError {
  return new GantryError(kind, message, cause === undefined ? undefined : { cause });
}

/** The kind of any thrown value; what is not ours counts as `system`. */
export function kindOf(error: unknown): ErrorKind {
  return error instanceof GantryError ? error.kind : 'system';
}

/** True when `error` is a `GantryError` of this kind. */
export function isKind(error: unknown, kind: ErrorKind): boolean {
  return error instanceof GantryError && error.kind === kind;
}

/** The text of any thrown value. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The `errno` code (`ENOENT`, `ENOSPC`, …) of a thrown value, when it has one. */
export function errnoOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
