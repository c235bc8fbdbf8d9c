import type { SyntaxNode } from '../dockerfile/syntax-node.ts';
import type { LintInput } from './lint-input.ts';
import { type LintWarning, warningAt } from './lint-warning.ts';

/** InvalidDefinitionDescription: a comment right above a stage or a global argument begins with its name. */
export function descriptionWarnings({ globals, stages, lines }: LintInput): LintWarning[] {
  const check = (node: SyntaxNode, name: string | undefined) => {
    const comments = commentsAbove(lines, node.line.startLine);
    if (name === undefined || comments.length === 0 || comments.some((one) => one.startsWith(`${name} `)))
      return [];
    const message = `Comment for ${node.keyword.toUpperCase()} should follow the format: \`# ${name} <description>\``;
    return [warningAt(node, 'InvalidDefinitionDescription', message)];
  };
  return [
    ...globals.flatMap(({ node, pairs }) => check(node, pairs[0]?.name.text)),
    ...stages.flatMap(({ from }) => check(from.node, from.node.args[2]?.text)),
  ];
}

/** The comments that stand directly above a line, without their mark; parser directives are none. */
function commentsAbove(lines: readonly string[], line: number): readonly string[] {
  const found: string[] = [];
  for (let at = line - 2; at >= 0; at -= 1) {
    const [, text] = /^\s*#\s*(.*)$/.exec(lines[at] ?? '') ?? [];
    if (text === undefined) break;
    if (!/^(syntax|escape|check)\s*=/i.test(text)) found.push(text);
  }
  return found;
}
