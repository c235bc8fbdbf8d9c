import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseShellWords, quoteWord } from './shell-words.ts';

describe('parseShellWords', () => {
  it.each([
    ['', []],
    ['  sleep   10 ', ['sleep', '10']],
    [`sh -c 'echo "a b" $HOME'`, ['sh', '-c', 'echo "a b" $HOME']],
    [`sh -c "echo \\"a\\" \\$x \\n"`, ['sh', '-c', 'echo "a" $x \\n']],
    [`a\\ b c''d ""`, ['a b', 'cd', '']],
    ['one\\\ntwo', ['onetwo']],
    ['a;b && c | d > e', ['a;b', '&&', 'c', '|', 'd', '>', 'e']],
  ])('splits %j', (text, words) => {
    expect(parseShellWords(text)).toEqual({ words });
  });

  it('says where a quote was opened that is never closed', () => {
    expect(parseShellWords(`echo "hi`)).toEqual({ error: 'The quote " at character 6 is never closed.' });
    expect(parseShellWords(`'`)).toEqual({ error: `The quote ' at character 1 is never closed.` });
    expect(parseShellWords('a\\')).toEqual({ error: 'A backslash at the end has nothing to escape.' });
  });

  it('reads back every word that was quoted', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (words) => {
        expect(parseShellWords(words.map(quoteWord).join(' '))).toEqual({ words });
      }),
    );
  });
});
