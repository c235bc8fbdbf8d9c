import { describe, expect, it } from 'vitest';
import { branchPaths, jsonRows } from './json-rows.ts';

const value = { State: { Running: true, Log: [{ Exit: 7 }] }, Name: '/web', 'a b': 1 };
const paths = (open: readonly string[], query = '') =>
  jsonRows(value, (path) => open.includes(path), query).map(({ path }) => path);

describe('jsonRows', () => {
  it('shows the first level, and what is open below', () => {
    expect(paths([])).toEqual(['State', 'Name', '["a b"]']);
    expect(paths(['State', 'State.Log'])).toEqual([
      'State',
      'State.Running',
      'State.Log',
      'State.Log[0]',
      'Name',
      '["a b"]',
    ]);
  });

  it('with a query shows matches with the way to them, opened or not', () => {
    expect(paths([], 'exit')).toEqual(['State', 'State.Log', 'State.Log[0]', 'State.Log[0].Exit']);
    expect(paths([], 'WEB')).toEqual(['Name']);
    expect(paths([], 'log')).toEqual(['State', 'State.Log']);
    expect(jsonRows({ Net: { Nets: 1, other: 2 } }, () => false, 'net').map(({ path }) => path)).toEqual([
      'Net',
      'Net.Nets',
    ]);
    expect(paths([], 'nothing here')).toEqual([]);
  });

  it('marks the rows that match themselves', () => {
    const rows = jsonRows(value, () => false, 'exit');
    expect(rows.filter(({ matched }) => matched).map(({ path }) => path)).toEqual(['State.Log[0].Exit']);
  });
});

describe('branchPaths', () => {
  it('names everything that can be opened', () => {
    expect(branchPaths(value)).toEqual(['State', 'State.Log', 'State.Log[0]']);
  });
});
