import { describe, expect, it } from 'vitest';
import { Query } from './query.ts';

describe('a query', () => {
  it.each(['', '0', 'no', 'false', 'none', 'False', ' NO '])('reads %j as false', (value) => {
    expect(new Query(`f=${encodeURIComponent(value)}`).flag('f', true)).toBe(false);
  });

  it.each(['1', 'true', 'yes', 'x'])('reads %j as true', (value) => {
    expect(new Query(`f=${value}`).flag('f')).toBe(true);
  });

  it('falls back for a flag that is missing', () => {
    expect(new Query('').flag('f')).toBe(false);
    expect(new Query('').flag('f', true)).toBe(true);
  });

  it('reads whole numbers, and refuses everything else by name', () => {
    expect(new Query('t=-1').integer('t')).toBe(-1);
    expect(new Query('').integer('t')).toBeUndefined();
    expect(() => new Query('t=1.5').integer('t')).toThrow('invalid value "1.5" for t');
    expect(() => new Query('t=ten').integer('t')).toThrow('invalid value "ten" for t');
  });

  it('keeps repeated values', () => {
    expect(new Query('names=a&names=b%2Fc%3Ad').all('names')).toEqual(['a', 'b/c:d']);
  });
});

it('reads paths byte by byte, since names need not be UTF-8', () => {
  const query = new Query('path=%2Fcaf%E9%2Fa+b&path=/sch%C3%B6n%2&x=1&path=');
  expect(query.paths('path')).toEqual(['/caf\udce9/a b', '/schön%2']);
  expect(query.path('nothing')).toBeUndefined();
});
