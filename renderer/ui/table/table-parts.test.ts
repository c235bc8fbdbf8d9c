import { describe, expect, it } from 'vitest';
import { toggled, withAll } from './selection.ts';
import { tableItems } from './table-items.ts';
import { targetIndex } from './table-keys.ts';

describe('toggled', () => {
  const order = ['a', 'b', 'c', 'd'];
  it('turns one row over', () => {
    expect(toggled({}, order, 'b', undefined)).toEqual({ b: true });
    expect(toggled({ b: true }, order, 'b', undefined)).toEqual({});
  });
  it('takes all rows between the anchor and the row, in either direction', () => {
    expect(toggled({ b: true }, order, 'd', 'b')).toEqual({ b: true, c: true, d: true });
    expect(toggled({ d: true }, order, 'b', 'd')).toEqual({ b: true, c: true, d: true });
  });
  it('takes one row when the anchor is not there any more', () => {
    expect(toggled({}, order, 'b', 'gone')).toEqual({ b: true });
  });
});

describe('withAll', () => {
  it('does not change what it was given', () => {
    const before = { a: true } as const;
    expect(withAll(before, ['a', 'b'], false)).toEqual({});
    expect(before).toEqual({ a: true });
  });
});

describe('tableItems', () => {
  const rows = ['x1', 'y1', 'lone', 'x2'];
  const groupOf = (row: string) => (row === 'lone' ? undefined : row[0]);
  const shape = (folded: readonly string[]) =>
    tableItems(rows, groupOf, folded).map((item) => (item.kind === 'group' ? `[${item.name}]` : item.row));

  it('puts groups first and keeps the rows’ order', () => {
    expect(shape([])).toEqual(['[x]', 'x1', 'x2', '[y]', 'y1', 'lone']);
  });
  it('hides the rows of a folded group', () => {
    expect(shape(['x'])).toEqual(['[x]', '[y]', 'y1', 'lone']);
  });
});

describe('targetIndex', () => {
  it.each([
    ['ArrowDown', 9, 9],
    ['ArrowUp', 0, 0],
    ['PageDown', 2, 7],
    ['PageUp', 2, 0],
    ['End', 0, 9],
    ['x', 3, undefined],
  ])('%s from %i leads to %s', (key, at, to) => {
    expect(targetIndex(key, at, 10, 5)).toBe(to);
  });
});
