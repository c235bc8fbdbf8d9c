import { describe, expect, it } from 'vitest';
import { differenceOf, keyOf } from './inputs.ts';

describe('differenceOf', () => {
  it.each([
    [{ 'file a': 'x:644' }, { 'file a': 'y:644' }, '`a` changed'],
    [{ 'file a': 'x:644' }, { 'file a': 'x:755' }, '`a` changed in its permissions or owner'],
    [{}, { 'file a': 'x:1' }, '`a` is new'],
    [{ 'file a': 'x:1' }, {}, '`a` is gone'],
    [{ 'ARG S': '1' }, { 'ARG S': '2' }, 'ARG S went from 1 to 2'],
    [{}, { 'ENV S': '2' }, 'ENV S is set now'],
    [{ command: 'a' }, { command: 'b' }, 'its command changed'],
    [{ 'file a': '1', 'file b': '1' }, {}, '`a` is gone, and `b` is gone'],
    [
      { 'file a': '1', 'file b': '1', 'file c': '1', 'file d': '1' },
      {},
      '`a` is gone, `b` is gone, and 2 more things changed',
    ],
  ])('%j to %j', (before, after, words) => {
    expect(differenceOf(before as Record<string, string>, after as Record<string, string>)).toBe(words);
  });

  it('has nothing to say of equal inputs, whose key is the same in any order', () => {
    expect(differenceOf({ a: '1' }, { a: '1' })).toBeUndefined();
    expect(keyOf({ a: '1', b: '2' })).toBe(keyOf({ b: '2', a: '1' }));
    expect(keyOf({ a: '1' })).not.toBe(keyOf({ a: '2' }));
  });
});
