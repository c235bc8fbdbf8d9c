import { describe, expect, it } from 'vitest';
import { type Tell, whileTelling } from './progress.ts';

const signal = new AbortController().signal;
const bar = (id: string, current: number) => ({
  id,
  status: 'Downloading',
  progressDetail: { current, total: 9 },
});

async function all(work: (tell: Tell) => Promise<void>) {
  const messages = [];
  for await (const message of whileTelling(signal, work)) messages.push(message);
  return messages;
}

describe('what an operation tells', () => {
  it('comes in order, and its end after it', async () => {
    const said = await all(async (tell) => {
      tell({ status: 'a' });
      await new Promise((resolve) => setTimeout(resolve, 5));
      tell({ status: 'b' });
    });
    expect(said).toEqual([{ status: 'a' }, { status: 'b' }]);
  });

  it('comes before its failure', async () => {
    const said: unknown[] = [];
    const failing = async () => {
      for await (const message of whileTelling(signal, async (tell) => {
        tell({ status: 'a' });
        throw new Error('broken');
      })) {
        said.push(message);
      }
    };
    await expect(failing()).rejects.toThrow('broken');
    expect(said).toEqual([{ status: 'a' }]);
  });

  it('of how far one thing is only the newest waits for a slow reader', async () => {
    const said = await all(async (tell) => {
      for (let current = 1; current <= 9; current++) for (const id of ['x', 'y']) tell(bar(id, current));
      tell({ id: 'x', status: 'Done' });
      tell(bar('x', 1));
    });
    expect(said).toEqual([bar('x', 9), bar('y', 9), { id: 'x', status: 'Done' }, bar('x', 1)]);
  });

  it('stops with a reader that leaves, and leaves nothing going on', async () => {
    let ended = false;
    const messages = whileTelling(signal, async (tell, given) => {
      tell({ status: 'a' });
      await new Promise((resolve) => given.addEventListener('abort', resolve));
      ended = true;
    });
    for await (const _ of messages) break;
    expect(ended).toBe(true);
  });
});
