import { randomBytes } from 'node:crypto';

/** A container's, exec's or network's id: 64 hex digits. */
export type Id = string & { readonly __brand: 'Id' };

const ID = /^[0-9a-f]{64}$/;

/**
 * A new random id. Never all digits in its first twelve characters, because clients use those as a host name, which
 * may not be a number (moby does the same).
 */
export function newId(): Id {
  for (;;) {
    const id = randomBytes(32).toString('hex');
    if (/[a-f]/.test(id.slice(0, 12))) return id as Id;
  }
}

/** True for 64 lower-case hex digits. */
export function isId(text: string): text is Id {
  return ID.test(text);
}

/** The twelve digits that people see. */
export function shortId(id: string): string {
  return id.replace(/^sha256:/, '').slice(0, 12);
}
