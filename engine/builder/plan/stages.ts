import { DockerfileError } from '../dockerfile/dockerfile-error.ts';
import type { Instruction, InstructionOf } from '../dockerfile/instruction.ts';
import { parseDockerfile, type SyntaxWarning } from '../dockerfile/parse-dockerfile.ts';
import { readInstruction } from '../dockerfile/read-instruction.ts';
import { positionAt } from '../dockerfile/source-line.ts';
import { SyntaxFault } from '../dockerfile/syntax-fault.ts';
import type { SyntaxNode } from '../dockerfile/syntax-node.ts';
import { brokenReferences } from './check-references.ts';

/** A stage as written: FROM and what follows it. */
export interface Stage {
  readonly index: number;
  readonly from: InstructionOf<'from'>;
  readonly instructions: readonly Exclude<Instruction, { readonly kind: 'from' }>[];
}

/** A Dockerfile, understood. */
export interface Dockerfile {
  readonly escape: string;
  /** ARGs before the first FROM, which only FROM lines see. */
  readonly globals: readonly InstructionOf<'arg'>[];
  readonly stages: readonly Stage[];
  readonly warnings: readonly SyntaxWarning[];
  readonly lines: readonly string[];
}

/** Reads a whole Dockerfile. Throws `DockerfileError` naming line and column. */
export function readDockerfile(source: string): Dockerfile {
  const { nodes, directives, warnings } = parseDockerfile(source);
  const lines = source.replace(/^\ufeff/, '').split('\n');
  const globals: InstructionOf<'arg'>[] = [];
  const stages: {
    index: number;
    from: InstructionOf<'from'>;
    instructions: Stage['instructions'][number][];
  }[] = [];
  for (const node of nodes) {
    const instruction = placed(node, lines, () => readInstruction(node));
    if (instruction.kind === 'from') {
      stages.push({ index: stages.length, from: instruction, instructions: [] });
      continue;
    }
    const stage = stages.at(-1);
    if (stage !== undefined) stage.instructions.push(instruction);
    else if (instruction.kind === 'arg') globals.push(instruction);
    else throw wrongAt(node, lines, 'no build stage in current context');
  }
  if (stages.length === 0) {
    throw new DockerfileError('file with no stages: a FROM is missing', { line: 1, column: 1 }, '');
  }
  const [broken] = brokenReferences(stages);
  if (broken !== undefined) throw wrongAt(broken.node, lines, broken.fault.message, broken.fault.offset);
  return { escape: directives.escape, globals, stages, warnings, lines };
}

/** A `DockerfileError` at an instruction. */
function wrongAt(node: SyntaxNode, lines: readonly string[], reason: string, offset = 0): DockerfileError {
  const position = positionAt(node.line, offset);
  return new DockerfileError(reason, position, (lines[position.line - 1] ?? '').trimEnd());
}

/** Runs `read` and gives what it finds wrong its place. */
export function placed<T>(node: SyntaxNode, lines: readonly string[], read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof SyntaxFault) throw wrongAt(node, lines, error.message, error.offset);
    throw error;
  }
}

/** The stage that a name or number means, among those before `before`; names of later stages mean images. */
export function stageNamed(stages: readonly Stage[], name: string, before: number): Stage | undefined {
  const earlier = stages.slice(0, before);
  const named = earlier.findLast(({ from }) => from.name === name.toLowerCase());
  if (named !== undefined) return named;
  return /^\d+$/.test(name) ? earlier[Number(name)] : undefined;
}

/** The stage to build: the last, or the one that `target` names. Throws `DockerfileError` when there is none. */
export function targetStage({ stages }: Dockerfile, target: string | undefined): Stage {
  const found = target === undefined ? stages.at(-1) : stageNamed(stages, target, stages.length);
  if (found === undefined) {
    throw new DockerfileError(
      `target stage ${JSON.stringify(target)} could not be found`,
      { line: 1, column: 1 },
      '',
    );
  }
  return found;
}

/** The stages that `stage` needs, itself included, in the order of the file. `imageOf` expands the image of a FROM line. */
export function neededStages(
  file: Dockerfile,
  stage: Stage,
  imageOf: (stage: Stage) => string,
): readonly Stage[] {
  const needed = new Set<Stage>();
  const add = (wanted: Stage) => {
    if (needed.has(wanted)) return;
    needed.add(wanted);
    for (const other of needsOf(file, wanted, imageOf)) add(other);
  };
  add(stage);
  return file.stages.filter((candidate) => needed.has(candidate));
}

/** The stages that one stage takes from itself: the one it begins with, and those whose files it uses. */
export function needsOf(
  { stages }: Dockerfile,
  stage: Stage,
  imageOf: (stage: Stage) => string,
): readonly Stage[] {
  const names = [imageOf(stage), ...stage.instructions.flatMap(sourcesOf)];
  const found = names.flatMap((name) => stageNamed(stages, name, stage.index) ?? []);
  return [...new Set(found)];
}

function sourcesOf(instruction: Stage['instructions'][number]): readonly string[] {
  if (instruction.kind === 'copy') return instruction.from === undefined ? [] : [instruction.from];
  if (instruction.kind !== 'run') return [];
  return instruction.mounts.flatMap((mount) =>
    'from' in mount && mount.from !== undefined ? [mount.from] : [],
  );
}
