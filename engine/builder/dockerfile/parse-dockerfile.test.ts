import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DockerfileError } from './dockerfile-error.ts';
import { parseDockerfile } from './parse-dockerfile.ts';
import { positionAt } from './source-line.ts';

const texts = (source: string) =>
  parseDockerfile(source).nodes.map(({ keyword, args }) => [keyword, ...args.map(({ text }) => text)]);

describe('parseDockerfile', () => {
  it('joins continued lines, without comments and empty lines in between', () => {
    const { nodes, warnings } = parseDockerfile('RUN a \\\n  # why\n\n  b\n');
    expect(nodes.map(({ args }) => args[0]?.text)).toEqual(['a   b']);
    expect(nodes[0]?.line).toMatchObject({ startLine: 1, endLine: 4 });
    expect(warnings).toHaveLength(1);
  });

  it('knows where each word stands, also in a continued line', () => {
    const [node] = parseDockerfile('\n  COPY --from=base \\\n    one /two\n').nodes;
    const places = [...(node?.flags ?? []), ...(node?.args ?? [])].map(
      ({ offset }) => node && positionAt(node.line, offset),
    );
    expect(places).toEqual([
      { line: 2, column: 8 },
      { line: 3, column: 5 },
      { line: 3, column: 9 },
    ]);
  });

  it('obeys the escape directive, and only at the top', () => {
    expect(texts('# escape=`\nRUN a `\nb\n')).toEqual([['RUN', 'a b']]);
    expect(texts('# a comment\n# escape=`\nRUN a `\nRUN b\n')).toEqual([
      ['RUN', 'a `'],
      ['RUN', 'b'],
    ]);
  });

  it('reads here documents, several for one instruction', () => {
    const [copy, run] = parseDockerfile(
      'COPY <<one <<"two" /to/\nA=$B\none\nplain $C\ntwo\nRUN <<-EOF\n\tindented\n\tEOF\n',
    ).nodes;
    expect(copy?.heredocs).toEqual([
      { name: 'one', expand: true, chomp: false, descriptor: -1, content: 'A=$B\n' },
      { name: 'two', expand: false, chomp: false, descriptor: -1, content: 'plain $C\n' },
    ]);
    expect(run?.heredocs).toMatchObject([{ name: 'EOF', chomp: true, content: '\tindented\n' }]);
  });

  it('reads the instruction after ONBUILD', () => {
    const [node] = parseDockerfile('ONBUILD COPY --chown=1 a b\n').nodes;
    expect(node?.trigger).toMatchObject({ keyword: 'COPY', flags: [{ text: '--chown=1' }] });
  });

  it.each([
    ['', 1, 1, 'file with no instructions'],
    ['FROM a\nENV A\n', 2, 5, 'ENV must have two arguments'],
    ['FROM a\nENV A=1 \\\n  B\n', 3, 3, 'can\'t find = in "B"'],
    ['CMD ["a", 1]\n', 1, 5, 'arrays must be comprised of strings only'],
    ['FROM a\nRUN <<EOF\necho\n', 2, 1, 'unterminated heredoc'],
    ['# escape=x\nFROM a\n', 1, 1, "invalid escape token 'x'"],
    ['# escape=`\n# escape=`\nFROM a\n', 2, 1, 'only one escape parser directive'],
  ])('says of %j where it is wrong', (source, line, column, reason) => {
    let caught: unknown;
    try {
      parseDockerfile(source);
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(DockerfileError);
    expect(caught).toMatchObject({ kind: 'invalid', position: { line, column } });
    expect((caught as DockerfileError).reason).toContain(reason);
  });

  it('reads or refuses whatever it is given', () => {
    const pieces = [
      'FROM',
      'RUN',
      'ENV',
      'COPY',
      'ONBUILD',
      ' ',
      '\t',
      '\n',
      '\\',
      '\\\n',
      '#',
      '<<',
      'EOF',
      '"',
      "'",
      '[',
      ']',
      '=',
      '$',
      '--',
      '`',
      'é',
      '\u2028',
      '\0',
      'a',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 40 }), (parts) => {
        const source = parts.join('');
        expect(wrongEnd(source)).toBeUndefined();
      }),
      { numRuns: 2000 },
    );
  });
});

/** What contradicts itself in what was read, or an error that is not the parser's own. */
function wrongEnd(source: string): unknown {
  try {
    return parseDockerfile(source).nodes.find(
      ({ line, args }) =>
        line.endLine < line.startLine ||
        args.some(({ offset }) => positionAt(line, offset).line > line.endLine),
    );
  } catch (error) {
    return error instanceof DockerfileError ? undefined : error;
  }
}
