import { FORMS } from './argument-forms.ts';
import { DirectiveFault, type Directives, readDirectives } from './directives.ts';
import { DockerfileError } from './dockerfile-error.ts';
import { announcedHeredocs, carriesHeredocs } from './heredoc.ts';
import { LineReader, splitLines } from './line-reader.ts';
import { type Position, positionAt, type SourceLine } from './source-line.ts';
import { splitFlags } from './split-words.ts';
import { SyntaxFault } from './syntax-fault.ts';
import type { Heredoc, SyntaxNode } from './syntax-node.ts';

/** Something that works and should not be written so. */
export interface SyntaxWarning {
  readonly message: string;
  readonly position: Position;
}

/** A Dockerfile as written: its instructions in order, not yet understood. */
export interface DockerfileSyntax {
  readonly directives: Directives;
  readonly nodes: readonly SyntaxNode[];
  readonly warnings: readonly SyntaxWarning[];
}

/**
 * Reads the syntax of a Dockerfile (Dockerfile reference, "Format"). Unknown instructions are left to whoever understands
 * them. Throws `DockerfileError` (`invalid`) with the place of what cannot be read.
 */
export function parseDockerfile(source: string): DockerfileSyntax {
  const lines = splitLines(source);
  const directives = directivesOf(lines);
  const reader = new LineReader(lines, directives.escape);
  const nodes: SyntaxNode[] = [];
  const warnings: SyntaxWarning[] = [];
  for (let next = reader.next(); next !== undefined; next = reader.next()) {
    const { line, hasEmptyContinuation } = next;
    if (hasEmptyContinuation) {
      warnings.push({
        message: `Empty continuation line found in: ${line.text}`,
        position: { line: line.startLine, column: 1 },
      });
    }
    try {
      nodes.push(withHeredocs(nodeOf(line, directives.escape), reader));
    } catch (error) {
      if (!(error instanceof SyntaxFault)) throw error;
      const position = positionAt(line, error.offset);
      throw new DockerfileError(error.message, position, lines[position.line - 1] ?? '');
    }
  }
  if (nodes.length === 0) throw new DockerfileError('file with no instructions', { line: 1, column: 1 }, '');
  return { directives, nodes, warnings };
}

function directivesOf(lines: readonly string[]): Directives {
  try {
    return readDirectives(lines);
  } catch (error) {
    if (!(error instanceof DirectiveFault)) throw error;
    throw new DockerfileError(error.message, { line: error.index + 1, column: 1 }, lines[error.index] ?? '');
  }
}

/** @param from where the instruction begins in the line: after ONBUILD further on */
function nodeOf(line: SourceLine, escape: string, from = 0): SyntaxNode {
  const [head = '', keyword = ''] =
    /^[\t\v\f\r ]*([^\t\v\f\r ]*)[\t\v\f\r ]*/.exec(line.text.slice(from)) ?? [];
  const { flags, rest, restOffset } = splitFlags(line.text.slice(from + head.length), from + head.length);
  const node = { keyword, flags, args: [], isJson: false, heredocs: [], line };
  if (keyword.toLowerCase() === 'onbuild') {
    return rest === '' ? node : { ...node, trigger: nodeOf(line, escape, restOffset) };
  }
  const form = FORMS[keyword.toLowerCase()];
  return form === undefined ? node : { ...node, ...form(rest, restOffset, escape) };
}

function withHeredocs(node: SyntaxNode, reader: LineReader): SyntaxNode {
  const carrier = node.trigger ?? node;
  if (carrier.isJson || !carriesHeredocs(carrier.keyword) || !node.line.text.includes('<<')) return node;
  const heredocs = announcedHeredocs(node.line.text).map((announced) => ({
    ...announced,
    content: contentOf(announced, reader),
  }));
  const line = { ...node.line, endLine: reader.lineNumber };
  return node.trigger === undefined
    ? { ...node, line, heredocs }
    : { ...node, line, trigger: { ...node.trigger, line, heredocs } };
}

function contentOf({ name, chomp }: Omit<Heredoc, 'content'>, reader: LineReader): string {
  let content = '';
  for (let line = reader.take(); line !== undefined; line = reader.take()) {
    if ((chomp ? line.replace(/^\t+/, '') : line) === name) return content;
    content += `${line}\n`;
  }
  throw new SyntaxFault(`unterminated heredoc: ${name} is missing at the end`, 0);
}
