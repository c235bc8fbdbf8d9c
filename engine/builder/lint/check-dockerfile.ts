import type { DockerfileCheck, DockerfileProblem } from '../../api/types/build.ts';
import { fault, messageOf } from '../../base/errors.ts';
import { DockerfileError } from '../dockerfile/dockerfile-error.ts';
import { splitLines } from '../dockerfile/line-reader.ts';
import type { CheckSettings } from './check-directive.ts';
import { lintWarnings, settingsOf } from './lint-dockerfile.ts';
import type { LintInput } from './lint-input.ts';
import { type Understood, understand } from './understand.ts';

/** What the checks have to be told beside the text. */
type LintFacts = Pick<LintInput, 'platformArgs' | 'baseOf' | 'ignored'>;

/** A check of a file, and whether its settings make warnings errors. */
export interface CheckedDockerfile extends DockerfileCheck {
  readonly warningsAreErrors: boolean;
}

/**
 * What is wrong with a Dockerfile and what could be better, each with its place. Throws nothing that the text is guilty of.
 * `factsFor` is asked once the file is understood, to look up what stands in it; `settings` (those of the build argument
 * BUILDKIT_DOCKERFILE_CHECK) go before those of the file, and are `invalid` when they cannot be obeyed.
 */
export async function checkDockerfile(
  text: string,
  factsFor: (file: Understood) => Promise<LintFacts>,
  settings?: string,
): Promise<CheckedDockerfile> {
  try {
    const file = understand(text);
    const facts = await factsFor(file);
    const { warnings, warningsAreErrors } = warningsOf(text, file, facts, settings);
    const problems = [...file.faults.map((fault) => problemOf(text, fault)), ...warnings];
    return {
      problems: problems.sort((one, other) => one.from - other.from),
      stages: file.stages.map(({ from }, index) => ({
        index,
        ...(from.name === undefined ? {} : { name: from.name }),
        from: from.image.text,
      })),
      args: argsOf(file),
      warningsAreErrors,
    };
  } catch (error) {
    if (!(error instanceof DockerfileError)) throw error;
    return { problems: [problemOf(text, error)], stages: [], args: [], warningsAreErrors: false };
  }
}

function warningsOf(
  text: string,
  file: Understood,
  facts: LintFacts,
  override: string | undefined,
): { readonly warnings: readonly DockerfileProblem[]; readonly warningsAreErrors: boolean } {
  const input = { ...file, ...facts };
  let settings: CheckSettings;
  try {
    settings = settingsOf(input, override);
  } catch (error) {
    const message = messageOf(error);
    if (override !== undefined) throw fault('invalid', `BUILDKIT_DOCKERFILE_CHECK: ${message}`, error);
    const at = file.lines.findIndex((line) => /^\s*#\s*check\s*=/i.test(line));
    const wrong = new DockerfileError(message, { line: at + 1, column: 1 }, '');
    return { warnings: [problemOf(text, wrong)], warningsAreErrors: false };
  }
  const warnings = lintWarnings(input, settings).map(
    ({ check, message, position, length }): DockerfileProblem => ({
      severity: 'warning',
      check,
      message,
      ...placeOf(text, position, length),
    }),
  );
  return { warnings, warningsAreErrors: settings.isError };
}

function problemOf(text: string, { reason, position }: DockerfileError): DockerfileProblem {
  return { severity: 'error', message: reason, ...placeOf(text, position, Number.POSITIVE_INFINITY) };
}

/** A stretch of one line, at least one character long where the line is. */
function placeOf(text: string, { line, column }: DockerfileError['position'], length: number) {
  const mark = text.startsWith('\ufeff') ? 1 : 0;
  const starts = text
    .slice(mark)
    .split('\n')
    .slice(0, line - 1);
  const begin = mark + starts.reduce((sum, one) => sum + one.length + 1, 0);
  const end = begin + (splitLines(text)[line - 1] ?? '').trimEnd().length;
  const from = Math.min(begin + column - 1, end);
  return { line, column, from, to: Math.min(end, from + Math.max(1, length)) };
}

function argsOf({ globals, stages }: Understood): DockerfileCheck['args'] {
  const found = new Map<string, string | undefined>();
  const all = [...globals, ...stages.flatMap(({ instructions }) => instructions)];
  for (const one of all) {
    if (one.kind !== 'arg') continue;
    for (const { name, value } of one.pairs) found.set(name.text, found.get(name.text) ?? value?.text);
  }
  return [...found].map(([name, value]) => ({ name, ...(value === undefined ? {} : { default: value }) }));
}
