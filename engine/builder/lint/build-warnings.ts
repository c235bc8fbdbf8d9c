import type { BuildRequest, DockerfileProblem } from '../../api/types/build.ts';
import type { ImageSource } from '../../images/image.ts';
import { platformArgs } from '../build-args.ts';
import { DockerfileError } from '../dockerfile/dockerfile-error.ts';
import { splitLines } from '../dockerfile/line-reader.ts';
import type { IgnorePatterns } from '../ignore/ignore-patterns.ts';
import { baseFactsOf } from './base-facts.ts';
import { checkDockerfile } from './check-dockerfile.ts';

/**
 * The build checks' warnings about a Dockerfile that can be read. Throws `DockerfileError` for settings that cannot be obeyed
 * (`invalid` for those of the build argument), and when the settings (`# check=error=true`, or the build argument BUILDKIT_DOCKERFILE_CHECK) make warnings errors.
 */
export async function warningsOfBuild(
  images: Pick<ImageSource, 'resolve'>,
  { platform, buildArgs }: Pick<BuildRequest, 'platform' | 'buildArgs'>,
  text: string,
  ignored: IgnorePatterns,
): Promise<readonly DockerfileProblem[]> {
  const args = platformArgs(platform);
  const override = buildArgs['BUILDKIT_DOCKERFILE_CHECK'] ?? undefined;
  const { problems, warningsAreErrors } = await checkDockerfile(
    text,
    async (file) => ({ platformArgs: args, baseOf: await baseFactsOf(images, file, args), ignored }),
    override,
  );
  const lines = splitLines(text);
  const wrong = problems.find(({ severity }) => severity === 'error');
  if (wrong !== undefined) throw new DockerfileError(wrong.message, wrong, lines[wrong.line - 1] ?? '');
  const [first] = problems;
  if (warningsAreErrors && first !== undefined) {
    const names = [...new Set(problems.map(({ check }) => String(check)))].sort(byText).join(', ');
    const reason = `lint violation found for rules: ${names}: ${first.message}`;
    throw new DockerfileError(reason, first, lines[first.line - 1] ?? '');
  }
  return problems;
}

function byText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

const TOLD = 10;

/** As many lines for the build's output as anybody reads. */
export function toldWarnings(warnings: readonly DockerfileProblem[]): readonly string[] {
  const told = warnings
    .slice(0, TOLD)
    .map(({ check, message, line }) => `[Warning] ${check}: ${message} (line ${line})\n`);
  const more = warnings.length - told.length;
  return more === 0 ? told : [...told, `[Warning] and ${more} more\n`];
}
