/**
 * File names are bytes. Inside the engine they are strings of one character per byte (latin1); for people and in JSON they are
 * text, read as UTF-8, in which a byte that is no UTF-8 stands as the lone surrogate U+DC00 + byte (as Python's surrogateescape
 * has it). So every name has exactly one text, and every text leads back to its bytes.
 */

/** The bytes of a name as text. */
export function readableName(bytes: string): string {
  const buffer = Buffer.from(bytes, 'latin1');
  const text = buffer.toString('utf8');
  return text.includes('\ufffd') ? escaped(buffer) : text;
}

/** The reverse of `readableName`. */
export function nameBytes(text: string): string {
  if (!LONE.test(text)) return Buffer.from(text, 'utf8').toString('latin1');
  const pieces = text.split(ESCAPED).map((piece, index) => {
    if (index % 2 === 1) return String.fromCharCode(piece.charCodeAt(0) - 0xdc00);
    return Buffer.from(piece, 'utf8').toString('latin1');
  });
  return pieces.join('');
}

const LONE = /[\ud800-\udfff]/u;
const ESCAPED = /([\udc80-\udcff])/u;

function escaped(buffer: Buffer): string {
  let text = '';
  for (let at = 0; at < buffer.length; ) {
    const length = sequenceAt(buffer, at);
    text +=
      length === 0
        ? String.fromCharCode(0xdc00 + (buffer[at] ?? 0))
        : buffer.toString('utf8', at, at + length);
    at += Math.max(1, length);
  }
  return text;
}

/** Bytes of the character that begins at `at`; 0 when none does. */
function sequenceAt(buffer: Buffer, at: number): number {
  const lead = buffer[at] ?? 0;
  const length = lead < 0x80 ? 1 : lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
  const bytes = buffer.subarray(at, at + length);
  return length > 0 && Buffer.from(bytes.toString('utf8'), 'utf8').equals(bytes) ? length : 0;
}
