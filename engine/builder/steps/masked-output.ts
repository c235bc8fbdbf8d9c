import { StringDecoder } from 'node:string_decoder';
import type { OutputChunk } from '../../base/stdio.ts';

/** Shorter values would only tell where they stand. */
const SHORTEST_SECRET = 4;
const MASK = '*****';

/**
 * What a command prints as text, with secrets masked, however it comes in pieces: what may be the beginning of one is told with
 * what follows. Standard output and error are texts of their own.
 */
export async function* maskedOutput(
  output: AsyncIterable<OutputChunk>,
  secrets: readonly string[],
): AsyncGenerator<string> {
  const parts = new Map<OutputChunk['stream'], { readonly decoder: StringDecoder; readonly mask: Mask }>();
  const hidden = secrets
    .map((secret) => secret.trim())
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .sort((one, other) => other.length - one.length);
  for await (const { stream, data } of output) {
    const part = parts.get(stream) ?? { decoder: new StringDecoder(), mask: new Mask(hidden) };
    parts.set(stream, part);
    const text = part.mask.next(part.decoder.write(data));
    if (text !== '') yield text;
  }
  for (const { decoder, mask } of parts.values()) {
    const text = mask.next(decoder.end()) + mask.rest();
    if (text !== '') yield text;
  }
}

/** Masks secrets in one text that comes in pieces; of two that begin at one place the longer is masked. */
class Mask {
  readonly #secrets: readonly string[];
  readonly #pattern: RegExp | undefined;
  #held = '';

  /** @param secrets longest first */
  constructor(secrets: readonly string[]) {
    this.#secrets = secrets;
    const any = secrets.map((secret) => secret.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')).join('|');
    this.#pattern = any === '' ? undefined : new RegExp(any, 'g');
  }

  /** As much as can be told by now. */
  next(piece: string): string {
    const text = this.#held + piece;
    return this.#told(text, text.length - this.#beginning(text));
  }

  /** What was held back, once nothing follows. */
  rest(): string {
    return this.#told(this.#held, this.#held.length);
  }

  #told(text: string, until: number): string {
    if (this.#pattern === undefined) return text;
    let told = '';
    let at = 0;
    for (const { index, 0: secret } of text.matchAll(this.#pattern)) {
      if (index >= until) break;
      told += text.slice(at, index) + MASK;
      at = index + secret.length;
    }
    const end = Math.max(at, until);
    this.#held = text.slice(end);
    return told + text.slice(at, end);
  }

  /** How many characters at the end may be the beginning of a secret. */
  #beginning(text: string): number {
    const [longest = ''] = this.#secrets;
    for (let count = Math.min(longest.length - 1, text.length); count > 0; count -= 1) {
      if (this.#secrets.some((one) => one.length > count && text.endsWith(one.slice(0, count)))) return count;
    }
    return 0;
  }
}
