import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reachable } from './reachable.ts';

describe('reachable', () => {
  it('follows references, in circles too', () => {
    const refs: Record<string, string[]> = { a: ['b'], b: ['c', 'a'], c: [], d: ['a'] };
    expect(reachable(['a'], (node) => refs[node] ?? [])).toEqual(new Set(['a', 'b', 'c']));
    expect(reachable([], () => [])).toEqual(new Set());
    expect(reachable(['gone'], (node) => refs[node] ?? [])).toEqual(new Set(['gone']));
  });

  it('finds the least set that has the roots and everything that its members refer to', () => {
    const graph = fc.array(fc.array(fc.nat(9), { maxLength: 4 }), { minLength: 10, maxLength: 10 });
    fc.assert(
      fc.property(graph, fc.array(fc.nat(9), { maxLength: 3 }), (refs, roots) => {
        const expected = new Set(roots);
        for (let round = 0; round < 10; round++)
          for (const node of expected) for (const next of refs[node] ?? []) expected.add(next);
        expect(reachable(roots, (node) => refs[node] ?? [])).toEqual(expected);
      }),
    );
  });
});
