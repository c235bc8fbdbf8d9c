import { type Position, positionAt } from '../dockerfile/source-line.ts';
import type { SyntaxNode, Word } from '../dockerfile/syntax-node.ts';

/** The published names of Docker's build checks (docs.docker.com/reference/build-checks). */
export type CheckName =
  | 'StageNameCasing'
  | 'FromAsCasing'
  | 'NoEmptyContinuation'
  | 'ConsistentInstructionCasing'
  | 'DuplicateStageName'
  | 'ReservedStageName'
  | 'JSONArgsRecommended'
  | 'MaintainerDeprecated'
  | 'UndefinedArgInFrom'
  | 'WorkdirRelativePath'
  | 'UndefinedVar'
  | 'MultipleInstructionsDisallowed'
  | 'LegacyKeyValueFormat'
  | 'RedundantTargetPlatform'
  | 'SecretsUsedInArgOrEnv'
  | 'InvalidDefaultArgInFrom'
  | 'FromPlatformFlagConstDisallowed'
  | 'CopyIgnoredFile'
  | 'InvalidDefinitionDescription'
  | 'ExposeProtoCasing'
  | 'ExposeInvalidFormat';

/** Something that builds and should not be written so. */
export interface LintWarning {
  readonly check: CheckName;
  readonly message: string;
  readonly position: Position;
  /** UTF-16 units from `position` on that it concerns; they may end with the line. */
  readonly length: number;
}

/** A warning at a word of an instruction, or at its keyword. */
export function warningAt(node: SyntaxNode, check: CheckName, message: string, word?: Word): LintWarning {
  return {
    check,
    message,
    position: positionAt(node.line, word?.offset ?? 0),
    length: (word?.text ?? node.keyword).length,
  };
}
