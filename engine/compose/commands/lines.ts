import { StringDecoder } from 'node:string_decoder';
import type { OutputChunk } from '../../base/stdio.ts';

/** A line of a log, without its end. */
export interface TimedLine {
  readonly stream: 'stdout' | 'stderr';
  /** RFC 3339 with nine digits of fraction; empty when the engine gave none. */
  readonly time: string;
  readonly text: string;
}

/** Longer lines come in pieces. */
const LONGEST = 1 << 20;

/** Takes a log with timestamps apart into lines. */
export async function* linesOf(output: AsyncIterable<OutputChunk>): AsyncGenerator<TimedLine> {
  const kept = { stdout: '', stderr: '' };
  const decoders = { stdout: new StringDecoder('utf8'), stderr: new StringDecoder('utf8') };
  for await (const { stream, data } of output) {
    const lines = (kept[stream] + decoders[stream].write(data)).split('\n');
    const rest = lines.pop() ?? '';
    kept[stream] = rest.length > LONGEST ? '' : rest;
    for (const line of lines) yield timed(stream, line);
    if (rest.length > LONGEST) yield timed(stream, rest);
  }
  for (const stream of ['stdout', 'stderr'] as const)
    if (kept[stream] !== '') yield timed(stream, kept[stream]);
}

function timed(stream: 'stdout' | 'stderr', line: string): TimedLine {
  const [, time = '', text = ''] = /^(\d{4}-\d\d-\d\dT\S+)(?: (.*))?$/su.exec(line) ?? [undefined, '', line];
  return { stream, time, text: text.replace(/\r$/, '') };
}
