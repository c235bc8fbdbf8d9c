import type { Digest } from '../base/digest.ts';
import { fault, isKind, messageOf } from '../base/errors.ts';

/** Waits for `ingest`; that what came is not as its digest says is told in Docker's words. */
export async function verified<T>(what: string, digest: Digest, ingest: Promise<T>): Promise<T> {
  try {
    return await ingest;
  } catch (error) {
    if (!isKind(error, 'invalid')) throw error;
    throw fault('invalid', `${what} verification failed for digest ${digest}: ${messageOf(error)}`, error);
  }
}
