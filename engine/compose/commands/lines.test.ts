import { describe, expect, it } from 'vitest';
import type { OutputChunk } from '../../base/stdio.ts';
import { Channel } from './channel.ts';
import { linesOf } from './lines.ts';

async function* chunks(...texts: readonly [OutputChunk['stream'], string][]): AsyncGenerator<OutputChunk> {
  for (const [stream, text] of texts) yield { stream, data: Buffer.from(text, 'latin1') };
}

async function all<T>(values: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const value of values) found.push(value);
  return found;
}

describe('linesOf', () => {
  it('puts pieces together, by stream and across characters', async () => {
    const time = '2024-01-02T03:04:05.000000006Z';
    const found = await all(
      linesOf(
        chunks(
          ['stdout', `${time} a\xc3`],
          ['stderr', `${time} e\n`],
          ['stdout', `\xa4b\r\n${time} \n`],
          ['stdout', 'rest'],
        ),
      ),
    );
    expect(found).toEqual([
      { stream: 'stderr', time, text: 'e' },
      { stream: 'stdout', time, text: 'aäb' },
      { stream: 'stdout', time, text: '' },
      { stream: 'stdout', time: '', text: 'rest' },
    ]);
  });
});

describe('a channel', () => {
  it('makes writers wait for its reader, and hands everything on', async () => {
    const channel = new Channel<number>();
    const stop = new AbortController();
    let written = 0;
    const writing = (async () => {
      for (let value = 0; value < 3000; value++) {
        await channel.push(value);
        written++;
      }
    })();
    await new Promise((resolve) => setImmediate(resolve));
    expect(written).toBeLessThan(1001);
    const found: number[] = [];
    for await (const value of channel.values(stop.signal)) {
      found.push(value);
      if (found.length === 3000) break;
    }
    await writing;
    expect(found).toEqual(Array.from({ length: 3000 }, (_, index) => index));
  });

  it('throws what a writer failed with, and ends with its signal', async () => {
    const stop = new AbortController();
    const broken = new Channel<number>();
    broken.fail(new Error('no more'), stop.signal);
    await expect(all(broken.values(stop.signal))).rejects.toThrow('no more');
    const quiet = new Channel<number>();
    const reading = all(quiet.values(stop.signal));
    stop.abort();
    expect(await reading).toEqual([]);
  });
});
