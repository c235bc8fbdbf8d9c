import { fault } from './errors.ts';

/** A content digest, `sha256:` and 64 hex digits (OCI image-spec, descriptor.md#digests). */
export type Digest = string & { readonly __brand: 'Digest' };

const DIGEST = /^sha256:[0-9a-f]{64}$/;

/** True for a well-formed sha256 digest. */
export function isDigest(text: string): text is Digest {
  return DIGEST.test(text);
}

/** Checks `text` and brands it; throws `invalid` otherwise. */
export function parseDigest(text: string): Digest {
  if (!isDigest(text)) throw fault('invalid', `invalid digest "${text}": want sha256: and 64 hex digits`);
  return text;
}

/** The 64 hex digits of a digest. */
export function hexOf(digest: Digest): string {
  return digest.slice('sha256:'.length);
}

/** A digest from 64 hex digits. */
export function digestOfHex(hex: string): Digest {
  return parseDigest(`sha256:${hex}`);
}
