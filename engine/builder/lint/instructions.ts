import type { LintInput, LintStage } from './lint-input.ts';
import { type LintWarning, warningAt } from './lint-warning.ts';

type Instruction = LintStage['instructions'][number];

/** Checks that look at one instruction after the other. */
export function instructionWarnings(input: LintInput): LintWarning[] {
  return [
    ...input.globals.flatMap((one) => secretWarnings(one)),
    ...input.stages.flatMap(({ instructions }) => [
      ...instructions.flatMap((one) => [...secretWarnings(one), ...writtenOldWay(one)]),
      ...onlyLastCounts(instructions),
    ]),
  ];
}

/** MaintainerDeprecated, LegacyKeyValueFormat. */
function writtenOldWay({ kind, node }: Instruction): LintWarning[] {
  if (kind === 'maintainer') {
    const message = 'Maintainer instruction is deprecated in favor of using label';
    return [warningAt(node, 'MaintainerDeprecated', message)];
  }
  if ((kind !== 'env' && kind !== 'label') || node.args[2]?.text !== '') return [];
  const name = kind.toUpperCase();
  const message = `"${name} key=value" should be used instead of legacy "${name} key value" format`;
  return [warningAt(node, 'LegacyKeyValueFormat', message)];
}

const SECRET = /(?:_|^)(?:apikey|auth|credentials?|key|password|pword|passwd|secret|token)(?:_|$)/i;
const PUBLIC = /(?:_|^)public(?:_|$)/i;

/** SecretsUsedInArgOrEnv. */
function secretWarnings(instruction: Instruction): LintWarning[] {
  if (instruction.kind !== 'arg' && instruction.kind !== 'env') return [];
  const { kind, node, pairs } = instruction;
  return pairs
    .filter(({ name }) => SECRET.test(name.text) && !PUBLIC.test(name.text))
    .map(({ name }) => {
      const words = `${kind.toUpperCase()} ${JSON.stringify(name.text)}`;
      const message = `Do not use ARG or ENV instructions for sensitive data (${words})`;
      return warningAt(node, 'SecretsUsedInArgOrEnv', message, name);
    });
}

/** MultipleInstructionsDisallowed, at those that do not count. */
function onlyLastCounts(instructions: readonly Instruction[]): LintWarning[] {
  return ['cmd', 'entrypoint', 'healthcheck'].flatMap((kind) =>
    instructions
      .filter((one) => one.kind === kind)
      .slice(0, -1)
      .map(({ node }) => {
        const name = kind.toUpperCase();
        const message = `Multiple ${name} instructions should not be used in the same stage because only the last one will be used`;
        return warningAt(node, 'MultipleInstructionsDisallowed', message);
      }),
  );
}
