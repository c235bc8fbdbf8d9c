import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isBinary, previewOf } from './preview.ts';
import { diffOf } from './text-diff.ts';

const bytes = (text: string) => Buffer.from(text);

describe('a preview', () => {
  it.each<[string, Buffer, boolean]>([
    ['a text', bytes('hello\n'), false],
    ['UTF-8', bytes('schön 日本\n'.repeat(100)), false],
    ['nothing', bytes(''), false],
    ['a zero byte', Buffer.from('a\0b'), true],
    ['bytes of no meaning', Buffer.from(Array.from({ length: 200 }, (_, at) => 128 + (at % 100))), true],
  ])('takes %s for what it is', (_, start, binary) => {
    expect(isBinary(start)).toBe(binary);
  });

  it('says when it is not all, and never cuts a character in two', () => {
    expect(previewOf(bytes('abc'), 3)).toEqual({ kind: 'text', text: 'abc', truncated: false });
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), fc.nat(100), (text, cut) => {
        const whole = Buffer.from(text.replaceAll('\0', '').replaceAll('\u{fffd}', ''));
        const preview = previewOf(whole.subarray(0, cut), whole.length);
        expect(preview.kind === 'text' ? preview.text : '').not.toContain('\u{fffd}');
      }),
    );
    expect(previewOf(Buffer.from([0, 1, 2]), 3)).toEqual({
      kind: 'binary',
      base64: 'AAEC',
      truncated: false,
    });
  });
});

describe('a diff', () => {
  it('is made of hunks with lines around the change', () => {
    const from = Array.from({ length: 20 }, (_, line) => `line ${line}\n`).join('');
    const result = diffOf(bytes(from), bytes(from.replace('line 10\n', 'line ten\nmore\n')));
    expect(result).toMatchObject({ kind: 'text', added: 2, removed: 1 });
    expect(result.kind === 'text' && result.hunks).toEqual([
      {
        oldStart: 8,
        oldLines: 7,
        newStart: 8,
        newLines: 8,
        lines: [
          ' line 7',
          ' line 8',
          ' line 9',
          '-line 10',
          '+line ten',
          '+more',
          ' line 11',
          ' line 12',
          ' line 13',
        ],
      },
    ]);
  });

  it('knows when there is none to tell', () => {
    expect(diffOf(bytes('a'), bytes('a'))).toEqual({ kind: 'same' });
    expect(diffOf(bytes('a'), Buffer.from([0, 1]))).toEqual({ kind: 'binary' });
    expect(diffOf(bytes(''), bytes('a\nb\n'))).toMatchObject({ kind: 'text', added: 2, removed: 0 });
  });

  it('gives up when it would take too long', () => {
    const lines = (seed: number) =>
      Array.from({ length: 60_000 }, (_, line) => `${(line * seed) % 65_537}\n`).join('');
    const started = Date.now();
    expect(diffOf(bytes(lines(7919)), bytes(lines(104_729)))).toEqual({ kind: 'too-large' });
    expect(Date.now() - started).toBeLessThan(3000);
  });
});
