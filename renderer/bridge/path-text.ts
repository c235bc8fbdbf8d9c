/**
 * Paths as the engine tells them: text in which a byte that is no UTF-8 is the lone surrogate U+DC00 + byte. On the way back each
 * byte is percent-encoded, since nothing else carries it.
 */
export function encodePath(path: string): string {
  return path
    .split(/([\udc80-\udcff])/u)
    .map((piece, index) =>
      index % 2 === 1
        ? `%${(piece.charCodeAt(0) - 0xdc00).toString(16).padStart(2, '0')}`
        : encodeURIComponent(piece).replaceAll('%2F', '/'),
    )
    .join('');
}

/** The reverse; what is not encoded right stays as it is. */
export function decodePath(encoded: string): string {
  return encoded.replace(/(?:%[0-9a-f]{2})+/gi, (run) => {
    try {
      return decodeURIComponent(run);
    } catch {
      return decodeBytes(run);
    }
  });
}

/** Byte by byte: what is a character, and what is none. */
function decodeBytes(run: string): string {
  const bytes = run.split('%').slice(1);
  let text = '';
  for (let at = 0; at < bytes.length; ) {
    const length = [1, 2, 3, 4].find((count) => characterOf(bytes.slice(at, at + count)) !== undefined);
    text +=
      length === undefined
        ? String.fromCharCode(0xdc00 + Number.parseInt(bytes[at] ?? '', 16))
        : characterOf(bytes.slice(at, at + length));
    at += length ?? 1;
  }
  return text;
}

function characterOf(bytes: readonly string[]): string | undefined {
  try {
    return decodeURIComponent(`%${bytes.join('%')}`);
  } catch {
    return undefined;
  }
}

/** Encodes only what an address of ours cannot carry, so that it can be read; `decodePath` undoes it. */
export function addressPath(path: string): string {
  return path.replace(/%|[\udc80-\udcff]/gu, encodePath);
}
