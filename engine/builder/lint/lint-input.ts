import type { Instruction, InstructionOf } from '../dockerfile/instruction.ts';
import type { DockerfileSyntax } from '../dockerfile/parse-dockerfile.ts';
import type { IgnorePatterns } from '../ignore/ignore-patterns.ts';
import { expandWord } from '../shell/expand.ts';

/** A stage, as far as it could be understood. */
export interface LintStage {
  readonly from: InstructionOf<'from'>;
  readonly instructions: readonly Exclude<Instruction, { readonly kind: 'from' }>[];
}

/** What is known of a base image. */
export interface BaseFacts {
  /** `NAME=VALUE`. */
  readonly env: readonly string[];
  /** It brings a SHELL of its own. */
  readonly hasShell: boolean;
}

/** What the checks look at. */
export interface LintInput {
  readonly syntax: DockerfileSyntax;
  /** The file's physical lines. */
  readonly lines: readonly string[];
  /** ARGs before the first FROM. */
  readonly globals: readonly InstructionOf<'arg'>[];
  readonly stages: readonly LintStage[];
  /** The platform arguments that every FROM line sees. */
  readonly platformArgs: ReadonlyMap<string, string>;
  /** Undefined for an image that is not here. */
  readonly baseOf: (image: string) => BaseFacts | undefined;
  /** What of the context is left out. */
  readonly ignored: IgnorePatterns | undefined;
}

/** The global ARGs with their default values; those without one are undefined. */
export function globalDefaults({ globals }: LintInput): ReadonlyMap<string, string | undefined> {
  return new Map(
    globals.flatMap(({ pairs }) => pairs.map(({ name, value }) => [name.text, value?.text] as const)),
  );
}

/** The image of a FROM line with the defaults of the global arguments; as written when that cannot be read. */
export function imageNamed(
  { image }: LintStage['from'],
  { globals, platformArgs, syntax }: Pick<LintInput, 'globals' | 'platformArgs' | 'syntax'>,
): string {
  const values = new Map(platformArgs);
  const lookup = (name: string) => values.get(name);
  const { escape } = syntax.directives;
  try {
    for (const { name, value } of globals.flatMap(({ pairs }) => pairs)) {
      if (value !== undefined) values.set(name.text, expandWord(value.text, lookup, { escape }));
    }
    return expandWord(image.text, lookup, { escape });
  } catch {
    return image.text;
  }
}
