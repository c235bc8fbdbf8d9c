import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { orInvalid } from '../../testing/or-invalid.ts';
import { parseFilters } from './filters.ts';

describe('filters', () => {
  it('come as lists', () => {
    expect(parseFilters('{"status":["running","paused","running"],"label":[]}')).toEqual(
      new Map([
        ['status', ['running', 'paused']],
        ['label', []],
      ]),
    );
  });

  it('come as sets, whatever their values say', () => {
    expect(parseFilters('{"status":{"running":true,"paused":false}}')).toEqual(
      new Map([['status', ['running', 'paused']]]),
    );
  });

  it.each([undefined, '', '{}', 'null'])('may be missing (%j)', (text) => {
    expect(parseFilters(text).size).toBe(0);
  });

  it.each(['running', '[]', '{"a":1}', '{"a":[1]}', '{"a":{"b":"c"}}', '{'])('are refused as %j', (text) => {
    expect(() => parseFilters(text)).toThrow('invalid filter');
  });

  it('are read or refused as invalid, whatever a client sends', () => {
    const readsOrRefuses = (text: string) => {
      const filters = orInvalid(() => parseFilters(text)) ?? new Map();
      expect([...filters.values()].every(Array.isArray)).toBe(true);
    };
    fc.assert(fc.property(fc.string(), readsOrRefuses));
    fc.assert(fc.property(fc.json(), readsOrRefuses));
  });

  it('mean the same in both forms', () => {
    const names = fc.uniqueArray(fc.string({ minLength: 1 }).filter((name) => name !== '__proto__'));
    fc.assert(
      fc.property(names, (values) => {
        const set = Object.fromEntries(values.map((value) => [value, true]));
        const asSet = parseFilters(JSON.stringify({ label: set })).get('label') ?? [];
        const asList = parseFilters(JSON.stringify({ label: values })).get('label') ?? [];
        expect([...asSet].sort()).toEqual([...asList].sort());
      }),
    );
  });
});
