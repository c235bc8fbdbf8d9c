import { DockerfileError } from '../dockerfile/dockerfile-error.ts';
import type { Instruction, InstructionOf } from '../dockerfile/instruction.ts';
import { splitLines } from '../dockerfile/line-reader.ts';
import { parseDockerfile } from '../dockerfile/parse-dockerfile.ts';
import { readInstruction } from '../dockerfile/read-instruction.ts';
import { positionAt } from '../dockerfile/source-line.ts';
import { SyntaxFault } from '../dockerfile/syntax-fault.ts';
import type { SyntaxNode } from '../dockerfile/syntax-node.ts';
import { brokenReferences } from '../plan/check-references.ts';
import type { LintInput, LintStage } from './lint-input.ts';

/** A Dockerfile as far as it can be understood, and all that cannot. */
export interface Understood extends Pick<LintInput, 'syntax' | 'lines' | 'globals' | 'stages'> {
  readonly faults: readonly DockerfileError[];
}

/** Reads a Dockerfile past its faults, unlike a build. Throws `DockerfileError` where not even its lines can be told apart. */
export function understand(text: string): Understood {
  const syntax = parseDockerfile(text);
  const lines = splitLines(text);
  const globals: InstructionOf<'arg'>[] = [];
  const stages: (Omit<LintStage, 'instructions'> & {
    readonly instructions: Exclude<Instruction, { kind: 'from' }>[];
  })[] = [];
  const faults: DockerfileError[] = [];
  const fail = (node: SyntaxNode, reason: string, offset: number) => {
    const position = positionAt(node.line, offset);
    faults.push(new DockerfileError(reason, position, lines[position.line - 1] ?? ''));
  };
  for (const node of syntax.nodes) {
    const instruction = readOr(node, fail);
    if (instruction === undefined) continue;
    const stage = stages.at(-1);
    if (instruction.kind === 'from') stages.push({ from: instruction, instructions: [] });
    else if (stage !== undefined) stage.instructions.push(instruction);
    else if (instruction.kind === 'arg') globals.push(instruction);
    else fail(node, 'no build stage in current context', 0);
  }
  for (const { node, fault } of brokenReferences(stages)) fail(node, fault.message, fault.offset);
  if (stages.length === 0 && faults.length === 0) {
    faults.push(new DockerfileError('file with no stages: a FROM is missing', { line: 1, column: 1 }, ''));
  }
  return { syntax, lines, globals, stages, faults };
}

function readOr(
  node: SyntaxNode,
  fail: (node: SyntaxNode, reason: string, offset: number) => void,
): Instruction | undefined {
  try {
    return readInstruction(node);
  } catch (error) {
    if (!(error instanceof SyntaxFault)) throw error;
    fail(node, error.message, error.offset);
    return undefined;
  }
}
