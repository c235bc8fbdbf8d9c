import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { messageOf } from '../../../base/errors.ts';
import { ComposeFault } from '../fault.ts';
import { parseEnv, parseRawEnv } from './parse-env.ts';

const OUTSIDE: Readonly<Record<string, string>> = { HOME: '/home/me' };

function parse(text: string): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(parseEnv('/e', text, (name) => OUTSIDE[name]));
}

describe('an env file', () => {
  it.each([
    ['A=b', 'b'],
    ['A = b ', 'b'],
    ['A: b', 'b'],
    ['export A=b', 'b'],
    ['\t export\tA=b', 'b'],
    ['A=', ''],
    ['A=b # note', 'b'],
    ['A=b#c', 'b#c'],
    ['A= # note', ''],
    ['A=b=c', 'b=c'],
    ['A="b # c" # note', 'b # c'],
    ["A='b $HOME \\n'", 'b $HOME \\n'],
    ["A='it\\'s'", "it's"],
    ['A="a\\tb\\nc\\\\d\\"e"', 'a\tb\nc\\d"e'],
    ['A="$HOME ${NONE:-x}"', '/home/me x'],
    ['A="\\$HOME"', '$HOME'],
    ['A=$HOME/x', '/home/me/x'],
    ['B=1\nA=${B}2', '12'],
    ['A="first\nsecond"', 'first\nsecond'],
    ["A='first\nsecond'", 'first\nsecond'],
    ['A=ü é', 'ü é'],
    ['\uFEFFA=b\r\n', 'b'],
    ['A=1\nA=2', '2'],
    ['A', undefined],
    ['A # note', undefined],
  ])('with %j gives A the value %j', (text, expected) => {
    expect(parse(text)['A']).toBe(expected);
  });

  it('skips comments and blank lines, and takes names with dots, dashes and brackets', () => {
    expect(parse('\n# c\n  # d\nA.b-c[0]=1\n\n')).toEqual({ 'A.b-c[0]': '1' });
  });

  it('in raw format takes lines as they are', () => {
    const entries = parseRawEnv('/e', '# c\nA="b" # d\n B=$HOME\nC\n');
    expect(Object.fromEntries(entries)).toEqual({ A: '"b" # d', B: '$HOME', C: undefined });
  });

  it.each([
    ['A=1\nB="open\n\n', '/e:2:1: unterminated quoted value "open'],
    ['lol$wut', '/e:1:1: unexpected character "$" in the name of a variable'],
    ['A b=c', '/e:1:1: unexpected character " " in the name of a variable'],
    ['=b', '/e:1:1: unexpected character "=" in the name of a variable'],
    ['\nA="b" c', '/e:2:1: unexpected text behind the value of A: c'],
    ['A=${B:?no}', '/e:1:1: A: required variable B is missing a value: no'],
    ['A=${', '/e:1:1: A: invalid interpolation format: "${". You may need to escape any $ with another $'],
  ])('that is %j is refused with its line', (text, expected) => {
    let message = '';
    try {
      parse(text);
    } catch (error) {
      message = messageOf(error);
    }
    expect(message).toBe(expected);
  });

  it('of any text is read or refused with a place', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('A', '=', '"', "'", '\n', ' ', '#', '$', '{', '}', '\\', ':', 'export ')),
        (parts) => {
          let error: unknown = new ComposeFault([{ message: '', place: { file: '/e', line: 1, column: 1 } }]);
          try {
            parse(parts.join(''));
            parseRawEnv('/e', parts.join(''));
          } catch (thrown) {
            error = thrown;
          }
          expect(error).toBeInstanceOf(ComposeFault);
        },
      ),
      { numRuns: 1000 },
    );
  });
});
