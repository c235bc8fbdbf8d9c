import { expect, it } from 'vitest';
import { untilAborted } from './until-aborted.ts';

it('a context that stalls is given up with its build', async () => {
  const stop = new AbortController();
  const stalled = async function* () {
    yield Buffer.from('a');
    await new Promise(() => undefined);
  };
  const chunks = untilAborted(stalled(), stop.signal);
  expect(await chunks.next()).toEqual({ done: false, value: Buffer.from('a') });
  const next = chunks.next();
  stop.abort(new Error('cancelled'));
  await expect(next).rejects.toThrow('cancelled');
});

it('a context comes whole, and its sender is told when nobody wants more', async () => {
  let isOver = false;
  const source = async function* () {
    try {
      for (const text of ['a', 'b']) yield Buffer.from(text);
    } finally {
      isOver = true;
    }
  };
  const never = new AbortController().signal;
  const all: string[] = [];
  for await (const chunk of untilAborted(source(), never)) all.push(chunk.toString());
  expect(all).toEqual(['a', 'b']);
  isOver = false;
  for await (const _ of untilAborted(source(), never)) break;
  expect(isOver).toBe(true);
});
