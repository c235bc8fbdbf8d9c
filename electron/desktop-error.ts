/** A failure that the page is told about: an HTTP status, and one sentence fit for a person. */
export class DesktopError extends Error {
  override readonly name = 'DesktopError';
  readonly status: number;

  constructor(status: number, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.status = status;
  }
}

/** The text of any thrown value. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The `errno` code (`ENOENT`, `EACCES`, …) of a thrown value, when it has one. */
export function errnoOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
