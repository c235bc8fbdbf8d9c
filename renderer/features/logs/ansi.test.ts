import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applySgr, hasEscapes, PLAIN, parseAnsi } from './ansi.ts';

const ESC = '\u001b';

describe('parseAnsi', () => {
  it('cuts a line into runs of one style', () => {
    expect(parseAnsi(`a${ESC}[31mred${ESC}[1m bold${ESC}[0m end`).runs).toEqual([
      { text: 'a', style: {} },
      { text: 'red', style: { color: 1 } },
      { text: ' bold', style: { color: 1, bold: true } },
      { text: ' end', style: {} },
    ]);
  });

  it('reads an escape at the very beginning, also after asking whether there is one', () => {
    const line = `${ESC}[32mok${ESC}[0m`;
    expect(hasEscapes(line)).toBe(true);
    expect(parseAnsi(line).runs).toEqual([{ text: 'ok', style: { color: 2 } }]);
  });

  it('carries a style that is not closed into the next line', () => {
    const { end } = parseAnsi(`${ESC}[33mwarn`);
    expect(parseAnsi('goes on', end).runs).toEqual([{ text: 'goes on', style: { color: 3 } }]);
  });

  it('leaves out what moves a cursor, sets a title or rings a bell', () => {
    const line = `a${ESC}[2K${ESC}[1;5Hb${ESC}]0;title\u0007c${ESC}]8;;http://x${ESC}\\link${ESC}]8;;${ESC}\\\u0007`;
    expect(
      parseAnsi(line)
        .runs.map(({ text }) => text)
        .join(''),
    ).toBe('abclink');
  });

  it('never lets an escape through, whatever the input', () => {
    const pieces = fc.array(
      fc.oneof(fc.string(), fc.constantFrom(ESC, '[', ']', 'm', '31', ';', '\u0007', '\\')),
    );
    fc.assert(
      fc.property(pieces, (parts) => {
        const text = parseAnsi(parts.join(''))
          .runs.map((run) => run.text)
          .join('');
        expect(text).not.toContain(ESC);
      }),
    );
  });
});

describe('applySgr', () => {
  it.each([
    ['', PLAIN],
    ['0', PLAIN],
    ['1;3;4;9', { bold: true, italic: true, underline: true, strike: true }],
    ['97', { color: 15 }],
    ['44', { background: 4 }],
    ['103', { background: 11 }],
    ['38;5;208', { color: 208 }],
    ['48;2;255;0;16', { background: '#ff0010' }],
    ['38;5;999', {}],
    ['38;2;1;2', {}],
    ['7', { inverse: true }],
  ] as const)('reads %s', (codes, style) => {
    expect(applySgr(PLAIN, codes)).toEqual(style);
  });

  it('clears one attribute and keeps the others', () => {
    expect(applySgr({ bold: true, dim: true, color: 1 }, '22')).toEqual({ color: 1 });
    expect(applySgr({ bold: true, color: 1 }, '39')).toEqual({ bold: true });
  });
});
