import type { Readable } from 'node:stream';
import { fault } from '../base/errors.ts';
import type { OutputChunk } from '../base/stdio.ts';

const HEADER = 8;

/**
 * Reads a process's output in the form that `contentType` names: Docker's frames, or raw bytes, which all count as
 * stdout. Engines before API 1.42 call both raw, so then it is asked whether the process has a terminal. Throws
 * `unavailable` when the stream ends within a frame.
 */
export async function* readOutput(
  stream: Readable,
  contentType: string,
  hasTerminal: () => boolean | Promise<boolean>,
): AsyncGenerator<OutputChunk> {
  if (contentType.includes('multiplexed') || !(await hasTerminal())) {
    yield* readFrames(stream);
    return;
  }
  for await (const data of stream as AsyncIterable<Buffer>) yield { stream: 'stdout', data };
}

async function* readFrames(stream: Readable): AsyncGenerator<OutputChunk> {
  let kept: Buffer = Buffer.alloc(0);
  for await (const bytes of stream as AsyncIterable<Buffer>) {
    kept = kept.length === 0 ? bytes : Buffer.concat([kept, bytes]);
    while (kept.length >= HEADER) {
      const end = HEADER + kept.readUInt32BE(4);
      if (kept.length < end) break;
      yield { stream: kept[0] === 2 ? 'stderr' : 'stdout', data: kept.subarray(HEADER, end) };
      kept = kept.subarray(end);
    }
  }
  if (kept.length > 0) throw fault('unavailable', 'the output ended in the middle of a frame');
}
