/** What the engine, or the desktop host in its place, answered. `status` is 0 when nobody could be reached. */
export class EngineError extends Error {
  readonly status: number;
  /** What the answer held beside its message, as it came. */
  readonly body: unknown;

  constructor(status: number, message: string, options?: ErrorOptions & { readonly body?: unknown }) {
    super(message, options);
    this.body = options?.body;
    this.name = 'EngineError';
    this.status = status;
  }
}

/** The sentence to show a person for anything that was thrown. */
export function sentence(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const trimmed = text.trim();
  return trimmed === ''
    ? 'Something failed without saying why.'
    : trimmed[0]?.toUpperCase() + trimmed.slice(1);
}

export function isNotFound(error: unknown): boolean {
  return error instanceof EngineError && error.status === 404;
}
