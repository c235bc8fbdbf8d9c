import { casingWarnings } from './casing.ts';
import { type CheckSettings, readCheckSettings } from './check-directive.ts';
import { descriptionWarnings } from './descriptions.ts';
import { exposeWarnings } from './exposed-ports.ts';
import { fromLineWarnings } from './from-lines.ts';
import { ignoredFileWarnings } from './ignored-files.ts';
import { instructionWarnings } from './instructions.ts';
import type { LintInput } from './lint-input.ts';
import type { LintWarning } from './lint-warning.ts';
import { stageNameWarnings } from './stage-names.ts';
import { walkWarnings } from './stage-walk.ts';

const CHECKS = [
  casingWarnings,
  stageNameWarnings,
  fromLineWarnings,
  instructionWarnings,
  walkWarnings,
  exposeWarnings,
  ignoredFileWarnings,
  descriptionWarnings,
];

/** Runs Docker's build checks over an understood Dockerfile; in the order of the file. */
export function lintWarnings(input: LintInput, settings: CheckSettings): readonly LintWarning[] {
  const empty = input.syntax.warnings.map(
    ({ position }): LintWarning => ({
      check: 'NoEmptyContinuation',
      message: 'Empty continuation line',
      position,
      length: (input.lines[position.line - 1] ?? '').length,
    }),
  );
  return [...empty, ...CHECKS.flatMap((check) => check(input))]
    .filter(({ check }) => settings.runs(check))
    .sort(
      (one, other) => one.position.line - other.position.line || one.position.column - other.position.column,
    );
}

/** The settings of a file, which the build argument BUILDKIT_DOCKERFILE_CHECK replaces. */
export function settingsOf({ syntax }: LintInput, override?: string): CheckSettings {
  return readCheckSettings(override ?? syntax.directives.check);
}
