import type { LintInput } from './lint-input.ts';
import { type LintWarning, warningAt } from './lint-warning.ts';

/** ConsistentInstructionCasing, FromAsCasing, StageNameCasing: one way of writing in one file. */
export function casingWarnings({ syntax, stages }: LintInput): LintWarning[] {
  const words = syntax.nodes.map(({ keyword }) => keyword);
  const isLower = words.filter(lower).length > words.filter(upper).length;
  const majority = isLower ? 'lowercase' : 'uppercase';
  const instructions = syntax.nodes
    .filter(({ keyword }) => !(isLower ? lower(keyword) : upper(keyword)))
    .map((node) =>
      warningAt(
        node,
        'ConsistentInstructionCasing',
        `Command '${node.keyword}' should match the case of the command majority (${majority})`,
      ),
    );
  const names = stages.flatMap(({ from: { node } }) => {
    const [, as, name] = node.args;
    if (as === undefined || name === undefined) return [];
    const found: LintWarning[] = [];
    if ((lower(node.keyword) && !lower(as.text)) || (upper(node.keyword) && !upper(as.text))) {
      const message = `'${as.text}' and '${node.keyword}' keywords' casing do not match`;
      found.push(warningAt(node, 'FromAsCasing', message, as));
    }
    if (!lower(name.text)) {
      found.push(warningAt(node, 'StageNameCasing', `Stage name '${name.text}' should be lowercase`, name));
    }
    return found;
  });
  return [...instructions, ...names];
}

function lower(text: string): boolean {
  return text === text.toLowerCase();
}

function upper(text: string): boolean {
  return text === text.toUpperCase();
}
