import type { LintInput } from './lint-input.ts';
import { type LintWarning, warningAt } from './lint-warning.ts';

const RESERVED = new Set(['scratch', 'context']);

/** DuplicateStageName, ReservedStageName. */
export function stageNameWarnings({ stages }: LintInput): LintWarning[] {
  const seen = new Set<string>();
  return stages.flatMap(({ from: { name, node } }) => {
    if (name === undefined) return [];
    const word = node.args[2];
    const found: LintWarning[] = [];
    if (RESERVED.has(name)) {
      const message = `Stage name should not use the same name as reserved stage "${name}"`;
      found.push(warningAt(node, 'ReservedStageName', message, word));
    }
    if (seen.has(name)) {
      const message = `Duplicate stage name "${name}", stage names should be unique`;
      found.push(warningAt(node, 'DuplicateStageName', message, word));
    }
    seen.add(name);
    return found;
  });
}
