import type { OutputChunk } from '../../base/stdio.ts';

const NEWLINE = 10;
const SPACE = 32;
const LETTER_O = 111;
const LETTER_F = 70;
/** After the time and its space: `stdout F `. */
const TAGS = 9;

/**
 * Turns conmon's k8s-file form back into what the process printed, byte for byte. Each line is `TIME stdout|stderr F|P TEXT`;
 * a full one (F) had a newline after TEXT, a partial one (P) had not. Keeps what is left of a line until the next `push`.
 */
export class LogParser {
  #rest: Buffer = Buffer.alloc(0);

  /** The output in these bytes, neighbours of one stream joined. */
  push(bytes: Buffer): OutputChunk[] {
    const data = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    const chunks: OutputChunk[] = [];
    let parts: Buffer[] = [];
    let stream: OutputChunk['stream'] = 'stdout';
    let from = 0;
    for (let end = data.indexOf(NEWLINE); end >= 0; end = data.indexOf(NEWLINE, from)) {
      const tags = data.indexOf(SPACE, from) + 1;
      const now = data[tags + 3] === LETTER_O ? 'stdout' : 'stderr';
      if (now !== stream && parts.length > 0) {
        chunks.push({ stream, data: Buffer.concat(parts) });
        parts = [];
      }
      stream = now;
      const full = data[tags + TAGS - 2] === LETTER_F;
      parts.push(data.subarray(tags + TAGS, full ? end + 1 : end));
      from = end + 1;
    }
    if (parts.length > 0) chunks.push({ stream, data: Buffer.concat(parts) });
    this.#rest = Buffer.from(data.subarray(from));
    return chunks;
  }
}
