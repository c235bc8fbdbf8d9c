import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** A value that cannot be guessed, fit for addresses and cookies. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** Compares in a time that tells nothing about where the two differ. */
export function isSecret(given: string, expected: string): boolean {
  return timingSafeEqual(digest(given), digest(expected));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
