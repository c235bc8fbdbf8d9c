import { describe, expect, it } from 'vitest';
import { findLinks, linePieces } from './line-pieces.ts';
import type { LogLine } from './log-line.ts';

function line(raw: string, part: Partial<LogLine> = {}): LogLine {
  return { seq: 0, stream: 'stdout', time: '', raw, text: raw, start: undefined, ...part };
}

describe('findLinks', () => {
  it.each([
    ['see https://example.com/a?b=c.', 'https://example.com/a?b=c'],
    ['(http://localhost:8080/)', 'http://localhost:8080/'],
    ['https://en.wikipedia.org/wiki/A_(b), more', 'https://en.wikipedia.org/wiki/A_(b)'],
    ['"http://quoted.example"', 'http://quoted.example'],
  ])('finds the address in %s', (text, url) => {
    expect(findLinks(text).map((link) => link.url)).toEqual([url]);
  });

  it('links nothing but http', () => {
    expect(findLinks('javascript:alert(1) file:///etc/passwd ftp://x')).toEqual([]);
  });
});

describe('linePieces', () => {
  it('cuts where a style, a link or a match begins or ends', () => {
    const raw = '\u001b[31mred\u001b[0m http://x.example end';
    const pieces = linePieces(line(raw, { text: 'red http://x.example end', start: {} }), 'D HTTP');
    expect(pieces.map(({ text }) => text)).toEqual(['re', 'd', ' ', 'http', '://x.example', ' end']);
    expect(pieces.map(({ match }) => match)).toEqual([undefined, 2, 2, 2, undefined, undefined]);
    expect(pieces[0]?.style).toEqual({ color: 1 });
    expect(pieces[3]?.url).toBe('http://x.example');
  });

  it('gives the whole line as one piece when nothing is special', () => {
    expect(linePieces(line('plain'), '').map(({ text }) => text)).toEqual(['plain']);
  });
});
