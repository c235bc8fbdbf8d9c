import { expect, it } from 'vitest';
import { Turns } from './turns.ts';

it('lets so many work at a time, the others in their order, and none that has left', () => {
  const begun: string[] = [];
  const turns = new Turns<string>(2, (worker) => begun.push(worker));
  for (const worker of ['a', 'b', 'c', 'd', 'e', 'a']) turns.take(worker);
  expect(begun).toEqual(['a', 'b']);
  turns.leave('c');
  turns.leave('a');
  expect(begun).toEqual(['a', 'b', 'd']);
  turns.clear();
  turns.take('e');
  expect(begun).toEqual(['a', 'b', 'd', 'e']);
});
