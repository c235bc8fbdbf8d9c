import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expandWord, expandWords } from './expand.ts';

const VALUES: Readonly<Record<string, string>> = { A: 'one', EMPTY: '', PATH: '/usr/local/bin', S: 'x  y' };
const expand = (text: string, escape = '\\') => expandWord(text, (name) => VALUES[name], { escape });

describe('expandWord', () => {
  it.each([
    ['$A-${A}', 'one-one'],
    ['${B:-${A}}', 'one'],
    ['${EMPTY-x}${EMPTY:-y}', 'y'],
    ['${A:+set}${B:+set}', 'set'],
    ['${PATH#*/}', 'usr/local/bin'],
    ['${PATH##*/}', 'bin'],
    ['${PATH%/*}', '/usr/local'],
    ['${PATH%%/l*}', '/usr'],
    ['${PATH/local/share}', '/usr/share/bin'],
    ['${PATH//\\//-}', '-usr-local-bin'],
    ['"$A" \'$A\' \\$A', 'one $A $A'],
    ['"a\\"b\\c"', 'a"b\\c'],
    ['a$', 'a$'],
  ])('%s becomes %s', (text, result) => {
    expect(expand(text)).toBe(result);
  });

  it.each([
    ['${', "missing '}'"],
    ['${}', 'bad substitution'],
    ['${A:=x}', 'unsupported modifier (:=)'],
    ['${B?}', 'B: not allowed to be unset'],
    ['${EMPTY:?must be there}', 'EMPTY: must be there'],
    ['"a', 'matching double-quote'],
    ["'a", 'matching single-quote'],
  ])('%s is refused', (text, reason) => {
    expect(() => expand(text)).toThrow(reason);
  });

  it('escapes with the character that the file chose', () => {
    expect(expand('`$A\\', '`')).toBe('$A\\');
  });

  it('leaves what is not set when asked to', () => {
    const options = { escape: '\\', keepUnset: true };
    expect(expandWord('$X ${X} ${X/a/b}', () => undefined, options)).toBe('$X ${X} ${X/a/b}');
  });

  it('splits values at blanks outside quotes only', () => {
    expect(expandWords('a$S "$S"', (name) => VALUES[name], { escape: '\\' })).toEqual(['ax', 'y', 'x  y']);
  });

  it('ends with a word or an error, whatever it is given', () => {
    const piece = fc.constantFrom(
      '$',
      '{',
      '}',
      ':',
      '-',
      '+',
      '?',
      '#',
      '%',
      '/',
      '*',
      '\\',
      '"',
      "'",
      'A',
      'B',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        expect(outcomeOf(pieces.join(''))).toMatch(/^(word|Error)$/);
      }),
      { numRuns: 3000 },
    );
  });
});

function outcomeOf(text: string): string {
  try {
    expand(text);
    return 'word';
  } catch (error) {
    return error instanceof Error ? error.name : 'no error';
  }
}
