import type { FilePreview } from '../../api/types/microscope.ts';

/** So much of a text is shown, and so much of anything else. */
export const TEXT_LIMIT = 512 * 1024;
const BINARY_LIMIT = 4 * 1024;

/** As much as git looks at to tell a text. */
const SNIFFED = 8000;

/** The start of a file of `size` bytes; `start` is its first `TEXT_LIMIT` bytes, or all of it. */
export function previewOf(start: Buffer, size: number): FilePreview {
  if (isBinary(start)) {
    const shown = start.subarray(0, BINARY_LIMIT);
    return { kind: 'binary', base64: shown.toString('base64'), truncated: size > shown.length };
  }
  const isCut = size > start.length;
  return { kind: 'text', text: (isCut ? wholeCharacters(start) : start).toString('utf8'), truncated: isCut };
}

/** A zero byte, or many bytes that are no UTF-8, say that it is not a text. */
export function isBinary(start: Buffer): boolean {
  const looked = wholeCharacters(start.subarray(0, SNIFFED));
  if (looked.includes(0)) return true;
  const broken = looked.toString('utf8').split('\u{fffd}').length - 1;
  return broken > looked.length / 20;
}

/** Without a character that the end cuts in two. */
export function wholeCharacters(bytes: Buffer): Buffer {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return bytes;
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return length > back ? bytes.subarray(0, bytes.length - back) : bytes;
    }
  }
  return bytes;
}
