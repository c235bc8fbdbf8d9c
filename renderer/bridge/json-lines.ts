/** Splits a stream of JSON lines, whatever the chunks; a line that is not JSON is skipped. */
export class JsonLines<T> {
  readonly #decoder = new TextDecoder();
  #rest = '';

  push(chunk: Uint8Array): T[] {
    return this.pushText(this.#decoder.decode(chunk, { stream: true }));
  }

  pushText(text: string): T[] {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    return lines.flatMap((line) => parse<T>(line));
  }

  /** What is left when the stream ended without a newline. */
  finish(): T[] {
    const rest = this.#rest;
    this.#rest = '';
    return parse<T>(rest);
  }
}

function parse<T>(line: string): T[] {
  if (line.trim() === '') return [];
  try {
    return [JSON.parse(line) as T];
  } catch {
    return [];
  }
}
