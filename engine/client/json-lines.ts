import type { Readable } from 'node:stream';

/** The values of a stream of JSON lines. Breaking off destroys the stream. */
export async function* readJsonLines(stream: Readable): AsyncGenerator<unknown> {
  let kept = '';
  stream.setEncoding('utf8');
  for await (const text of stream as AsyncIterable<string>) {
    const lines = (kept + text).split('\n');
    kept = lines.pop() ?? '';
    for (const line of lines) if (line.trim() !== '') yield JSON.parse(line) as unknown;
  }
  if (kept.trim() !== '') yield JSON.parse(kept) as unknown;
}
