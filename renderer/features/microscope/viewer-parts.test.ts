import { describe, expect, it } from 'vitest';
import { hexRows } from '../../ui/hex-rows.ts';
import { modeString } from '../../ui/mode-string.ts';
import { diffRows } from './diff-rows.ts';

describe('modeString', () => {
  it.each([
    ['file', 0o644, '-rw-r--r--'],
    ['directory', 0o1777, 'drwxrwxrwt'],
    ['file', 0o4755, '-rwsr-xr-x'],
    ['file', 0o2640, '-rw-r-S---'],
  ] as const)('writes a %s with %o', (kind, mode, text) => expect(modeString(kind, mode)).toBe(text));
});

describe('hexRows', () => {
  it('writes sixteen bytes a row', () => {
    const rows = hexRows(btoa(`\x7fELF${'x'.repeat(13)}`));
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatchObject({ offset: '00000000', text: `·ELF${'x'.repeat(12)}` });
    expect(rows[1]).toEqual({ offset: '00000010', bytes: '78', text: 'x' });
  });
});

describe('diffRows', () => {
  it('numbers both sides', () => {
    const rows = diffRows([
      { oldStart: 3, oldLines: 2, newStart: 3, newLines: 2, lines: [' a', '-b', '+c'] },
    ]);
    expect(rows.slice(1)).toEqual([
      { kind: 'same', text: 'a', old: 3, new: 3 },
      { kind: 'removed', text: 'b', old: 4, new: undefined },
      { kind: 'added', text: 'c', old: undefined, new: 4 },
    ]);
  });
});
