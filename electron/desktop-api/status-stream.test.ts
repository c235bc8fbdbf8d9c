import { expect, it } from 'vitest';
import { listeners } from '../listeners.ts';
import { openStatus } from './status-stream.ts';
import type { HostStatus } from './types.ts';

const STATUS: HostStatus = {
  host: 'local',
  state: 'stopped',
  detail: '',
  log: [],
  restarts: 0,
  nextTryAt: null,
  socket: '/s',
  pid: null,
  since: 0,
};

function source() {
  const changes = listeners<HostStatus>();
  let watched = 0;
  return {
    status: () => STATUS,
    subscribe(listener: (status: HostStatus) => void) {
      watched += 1;
      const leave = changes.add(listener);
      return () => {
        watched -= 1;
        leave();
      };
    },
    change: (restarts: number) => changes.tell({ ...STATUS, restarts }),
    watched: () => watched,
  };
}

async function restartsIn(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  count: number,
): Promise<number[]> {
  const seen: number[] = [];
  for await (const chunk of chunks) {
    seen.push((JSON.parse(Buffer.from(chunk).toString()) as HostStatus).restarts);
    if (seen.length === count) break;
  }
  return seen;
}

it('tells the status at once, then each change', async () => {
  const host = source();
  const { chunks } = openStatus(host, new AbortController().signal);
  const seen = restartsIn(chunks, 3);
  await Promise.resolve();
  host.change(1);
  host.change(2);
  expect(await seen).toEqual([0, 1, 2]);
  expect(host.watched()).toBe(0);
});

it('drops old changes for a page that does not read', async () => {
  const host = source();
  const { chunks } = openStatus(host, new AbortController().signal);
  const reading = (chunks as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]();
  await reading.next();
  for (let change = 1; change <= 100; change++) host.change(change);
  const rest = { [Symbol.asyncIterator]: () => reading };
  expect((await restartsIn(rest, 32)).at(-1)).toBe(100);
});

it('leaves the host when its stream is cancelled while it waits', async () => {
  const host = source();
  const over = new AbortController();
  const seen = restartsIn(openStatus(host, over.signal).chunks, 5);
  await new Promise((resolve) => setTimeout(resolve));
  expect(host.watched()).toBe(1);
  over.abort();
  expect(await seen).toEqual([0]);
  expect(host.watched()).toBe(0);
});
