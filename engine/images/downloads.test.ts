import { describe, expect, it, vi } from 'vitest';
import { sha256 } from '../testing/test-registry.ts';
import { Downloads } from './downloads.ts';

const digest = (name: string) => sha256(Buffer.from(name));
const waiter = (signal = new AbortController().signal) => ({
  signal,
  onWait: vi.fn<() => void>(),
  onBytes: vi.fn<(bytes: number) => void>(),
});

/** Something that goes on until it is told to end. */
function held() {
  const state = {
    started: 0,
    end: (): void => undefined,
    fail: (_error: Error): void => undefined,
    stopped: false,
  };
  const fetch = (onBytes: (bytes: number) => void, signal: AbortSignal) => {
    state.started += 1;
    onBytes(state.started);
    return new Promise<void>((resolve, reject) => {
      state.end = resolve;
      state.fail = reject;
      signal.addEventListener('abort', () => {
        state.stopped = true;
        reject(new Error('stopped'));
      });
    });
  };
  return { state, fetch };
}

describe('downloads', () => {
  it('of the same thing at the same time are one', async () => {
    const downloads = new Downloads();
    const { state, fetch } = held();
    const [a, b] = [waiter(), waiter()];
    const both = Promise.all([downloads.get(digest('x'), fetch, a), downloads.get(digest('x'), fetch, b)]);
    await expect.poll(() => state.started).toBe(1);
    state.end();
    await both;
    expect(a.onBytes).toHaveBeenCalledWith(1);
    expect(b.onBytes).toHaveBeenCalledWith(1);
  });

  it('fail for all who wait, and begin anew for who comes later', async () => {
    const downloads = new Downloads();
    const { state, fetch } = held();
    const both = Promise.allSettled([
      downloads.get(digest('x'), fetch, waiter()),
      downloads.get(digest('x'), fetch, waiter()),
    ]);
    await expect.poll(() => state.started).toBe(1);
    state.fail(new Error('broken'));
    expect((await both).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    const again = downloads.get(digest('x'), fetch, waiter());
    await expect.poll(() => state.started).toBe(2);
    state.end();
    await again;
  });

  it('end when the last who waits leaves, not before', async () => {
    const downloads = new Downloads();
    const { state, fetch } = held();
    const [first, second] = [new AbortController(), new AbortController()];
    const a = downloads.get(digest('x'), fetch, waiter(first.signal));
    const b = downloads.get(digest('x'), fetch, waiter(second.signal));
    await expect.poll(() => state.started).toBe(1);
    first.abort();
    await expect(a).rejects.toMatchObject({ kind: 'cancelled' });
    expect(state.stopped).toBe(false);
    second.abort();
    await expect(b).rejects.toMatchObject({ kind: 'cancelled' });
    expect(state.stopped).toBe(true);
  });

  it('go on three at a time; others are told to wait', async () => {
    const downloads = new Downloads();
    const all = ['a', 'b', 'c', 'd'].map((name) => ({ name, ...held(), waiter: waiter() }));
    const done = all.map((one) => downloads.get(digest(one.name), one.fetch, one.waiter));
    await expect.poll(() => all.map(({ state }) => state.started)).toEqual([1, 1, 1, 0]);
    expect(all[3]?.waiter.onWait).toHaveBeenCalledOnce();
    all[1]?.state.end();
    await expect.poll(() => all[3]?.state.started).toBe(1);
    for (const { state } of all) state.end();
    await Promise.all(done);
  });

  it('that wait can be given up', async () => {
    const downloads = new Downloads();
    const running = ['a', 'b', 'c'].map((name) => ({ name, ...held() }));
    const done = running.map((one) => downloads.get(digest(one.name), one.fetch, waiter()));
    const leaving = new AbortController();
    const { state, fetch } = held();
    const waiting = downloads.get(digest('d'), fetch, waiter(leaving.signal));
    leaving.abort();
    await expect(waiting).rejects.toMatchObject({ kind: 'cancelled' });
    for (const one of running) await expect.poll(() => one.state.started).toBe(1);
    for (const one of running) one.state.end();
    await Promise.all(done);
    expect(state.started).toBe(0);
  });
});
