import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { orInvalid } from '../testing/or-invalid.ts';
import { parseDriverOptions } from './driver-options.ts';
import { listFilter, pruneFilter } from './filters.ts';
import { checkVolumeName } from './names.ts';
import type { VolumeRecord } from './volume-record.ts';

describe('a volume’s name', () => {
  it.each(['ab', 'A1', 'a.b-c_d', `a${'b'.repeat(254)}`])('may be %s', (name) => {
    expect(() => checkVolumeName(name)).not.toThrow();
  });

  it.each([
    ['a', 'volume name is too short, names should be at least two alphanumeric characters'],
    ['-ab', 'includes invalid characters for a local volume name'],
    ['..', 'includes invalid characters for a local volume name'],
    ['a/b', 'If you intended to pass a host directory, use absolute path'],
    ['a b', 'includes invalid characters'],
    ['aä', 'includes invalid characters'],
    ['ab\n', 'includes invalid characters'],
    [`a${'b'.repeat(255)}`, 'longer than 255'],
  ])('may not be %j', (name, message) => {
    expect(() => checkVolumeName(name)).toThrow(message);
  });

  it('is a folder’s name of its own, whatever is taken', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), (name) => {
        const taken = orInvalid(() => {
          checkVolumeName(name);
          return name;
        });
        if (taken === undefined) return;
        expect(taken).toMatch(/^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/);
      }),
    );
  });
});

describe('driver options', () => {
  it('are none, or what mount(8) takes', () => {
    expect(parseDriverOptions('v', {})).toBeUndefined();
    expect(parseDriverOptions('v', { type: 'nfs', device: ':/x', o: 'addr=1.2.3.4' })).toEqual({
      type: 'nfs',
      device: ':/x',
      o: 'addr=1.2.3.4',
    });
  });

  it.each([
    [{ foo: 'x' }, 'create v: invalid option: "foo"'],
    [{ type: 'tmpfs' }, 'create v: missing required option: "device"'],
    [{ device: '/x' }, 'create v: missing required option: "type"'],
    [{ o: 'bind' }, 'create v: missing required option: "device"'],
    [{ type: 'none', device: '', o: 'bind' }, 'create v: missing device in volume options'],
    [{ size: '1m' }, 'create v: quota size requested but no quota support'],
    [{ type: 'none', device: '/a\0b', o: 'bind' }, 'NUL byte'],
  ])('are refused: %j', (options, message) => {
    expect(() => parseDriverOptions('v', options)).toThrow(message);
  });
});

describe('filters', () => {
  const record = (change: Partial<VolumeRecord>): VolumeRecord => ({
    schema: 1,
    name: 'data',
    driver: 'local',
    created: '2026-01-01T00:00:00.000Z',
    options: {},
    labels: { a: 'b' },
    anonymous: false,
    ...change,
  });
  const lists = (filters: Record<string, string[]>, one = record({}), used = false) =>
    listFilter(new Map(Object.entries(filters)), () => used)(one);

  it('of a list', () => {
    expect(lists({ name: ['at'] })).toBe(true);
    expect(lists({ name: ['^at'] })).toBe(false);
    expect(lists({ name: ['('] })).toBe(false);
    expect(lists({ label: ['a', 'a=b'] })).toBe(true);
    expect(lists({ label: ['a', 'c'] })).toBe(false);
    expect(lists({ driver: ['nfs', 'local'] })).toBe(true);
    expect(lists({ dangling: ['true'] })).toBe(true);
    expect(lists({ dangling: ['1'] }, record({}), true)).toBe(false);
    expect(lists({ dangling: ['0'] }, record({}), true)).toBe(true);
  });

  it('of a prune, which spares names that people gave', () => {
    const takes = (filters: Record<string, string[]>, one: VolumeRecord) =>
      pruneFilter(new Map(Object.entries(filters)))(one);
    expect(takes({}, record({}))).toBe(false);
    expect(takes({}, record({ anonymous: true }))).toBe(true);
    expect(takes({ all: ['true'] }, record({}))).toBe(true);
    expect(takes({ all: ['1'], 'label!': ['a'] }, record({}))).toBe(false);
    expect(takes({ all: ['1'], label: ['a=c'] }, record({}))).toBe(false);
  });

  it('that nobody knows are refused', () => {
    expect(() => lists({ foo: ['x'] })).toThrow("invalid filter 'foo'");
    expect(() => lists({ dangling: ['maybe'] })).toThrow("invalid filter 'dangling=[maybe]'");
    expect(() => lists({ dangling: ['true', 'false'] })).toThrow('invalid filter');
    expect(() => pruneFilter(new Map([['all', ['x']]]))).toThrow("invalid filter 'all=[x]'");
    expect(() => pruneFilter(new Map([['dangling', ['true']]]))).toThrow("invalid filter 'dangling'");
  });
});
