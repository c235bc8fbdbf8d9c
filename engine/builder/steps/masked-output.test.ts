import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OutputChunk } from '../../base/stdio.ts';
import { maskedOutput } from './masked-output.ts';

async function told(
  chunks: readonly (readonly [OutputChunk['stream'], Uint8Array | string])[],
  secrets: readonly string[],
): Promise<string> {
  async function* output(): AsyncGenerator<OutputChunk> {
    for (const [stream, data] of chunks) yield { stream, data: Buffer.from(data as string) };
  }
  let text = '';
  for await (const piece of maskedOutput(output(), secrets)) text += piece;
  return text;
}

describe('what a command prints', () => {
  it('tells a secret in no cut, and everything else as it was', async () => {
    const text = 'a hunter2 b hunter22-long c hunt';
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(text.length)), async (cuts) => {
        const at = [0, ...cuts.sort((one, other) => one - other), text.length];
        const chunks = at.slice(1).map((end, index) => ['stdout', text.slice(at[index], end)] as const);
        expect(await told(chunks, ['hunter2', 'hunter22-long\n'])).toBe('a ***** b ***** c hunt');
      }),
    );
  });

  it('is two texts, whose pieces have nothing to do with each other', async () => {
    const e = Buffer.from('é');
    expect(
      await told(
        [
          ['stdout', e.subarray(0, 1)],
          ['stderr', 'x'],
          ['stdout', e.subarray(1)],
          ['stdout', 'secr'],
          ['stderr', 'y'],
          ['stdout', 'et!'],
        ],
        ['secret'],
      ),
    ).toBe('xéy*****!');
    expect(await told([['stdout', e.subarray(0, 1)]], [])).toBe('\ufffd');
  });

  it('takes the characters of a secret as they are, and leaves the shortest', async () => {
    expect(await told([['stdout', 'a.b|c]- axb abc']], ['a.b|c]-', 'abc'])).toBe('***** axb abc');
  });
});
