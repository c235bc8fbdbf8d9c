import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OutputChunk } from '../../base/stdio.ts';
import { LogParser } from './log-parser.ts';

const TIME = '2026-11-22T03:54:33.955104135+00:00';

/** Writes output the way conmon does: a line for each newline, a part for what has none. */
function asLog(chunks: readonly OutputChunk[]): Buffer {
  return Buffer.concat(
    chunks.flatMap(({ stream, data }) => {
      const lines: Buffer[] = [];
      for (let from = 0; from < data.length; ) {
        const end = data.indexOf(10, from);
        const tag = end < 0 ? 'P' : 'F';
        const to = end < 0 ? data.length : end;
        lines.push(Buffer.from(`${TIME} ${stream} ${tag} `), data.subarray(from, to), Buffer.from('\n'));
        from = to + 1;
      }
      return lines;
    }),
  );
}

const joined = (chunks: readonly OutputChunk[], stream: string) =>
  Buffer.concat(chunks.filter((chunk) => chunk.stream === stream).map(({ data }) => data));

describe('LogParser', () => {
  it('joins neighbours of one stream and keeps the order of the two', () => {
    const log = `${TIME} stdout F a\n${TIME} stdout P b\n${TIME} stderr F \n${TIME} stdout F c\n`;
    expect(new LogParser().push(Buffer.from(log))).toEqual([
      { stream: 'stdout', data: Buffer.from('a\nb') },
      { stream: 'stderr', data: Buffer.from('\n') },
      { stream: 'stdout', data: Buffer.from('c\n') },
    ]);
  });

  it('gives back every byte, however the log comes in pieces', () => {
    const chunk = fc.record({
      stream: fc.constantFrom('stdout' as const, 'stderr' as const),
      data: fc
        .uint8Array({ maxLength: 40 })
        .map((bytes) => Buffer.from(bytes.map((byte) => (byte % 7 === 0 ? 10 : byte)))),
    });
    fc.assert(
      fc.property(fc.array(chunk), fc.array(fc.nat(200)), (written, cuts) => {
        const log = asLog(written);
        const parser = new LogParser();
        const at = [0, ...cuts.map((cut) => cut % (log.length + 1)).sort((a, b) => a - b), log.length];
        const read = at.slice(1).flatMap((end, i) => parser.push(log.subarray(at[i], end)));
        for (const stream of ['stdout', 'stderr']) {
          expect(joined(read, stream).equals(joined(written, stream))).toBe(true);
        }
      }),
    );
  });
});
