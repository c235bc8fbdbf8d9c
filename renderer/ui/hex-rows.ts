const WIDTH = 16;

export interface HexRow {
  readonly offset: string;
  readonly bytes: string;
  readonly text: string;
}

/** Bytes as `hexdump -C` prints them. */
export function hexRows(base64: string): HexRow[] {
  const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  return Array.from({ length: Math.ceil(bytes.length / WIDTH) }, (_, row) => {
    const part = [...bytes.subarray(row * WIDTH, (row + 1) * WIDTH)];
    return {
      offset: (row * WIDTH).toString(16).padStart(8, '0'),
      bytes: part.map((byte) => byte.toString(16).padStart(2, '0')).join(' '),
      text: part.map((byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '·')).join(''),
    };
  });
}
