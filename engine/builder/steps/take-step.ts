import type { BuildScope } from '../build-scope.ts';
import { configInputs } from '../cache/config-inputs.ts';
import { DockerfileError } from '../dockerfile/dockerfile-error.ts';
import { type Position, positionAt } from '../dockerfile/source-line.ts';
import { SyntaxFault } from '../dockerfile/syntax-fault.ts';
import { declared } from './arg-step.ts';
import { changedBy } from './change-config.ts';
import { ran } from './run-step.ts';
import { lookupIn, type StageState } from './stage-state.ts';
import { configured, type Step, type Told } from './step-result.ts';
import { brought } from './transfer-step.ts';
import { movedTo } from './workdir-step.ts';

/** Carries out one instruction, or takes its result from the cache; answers the stage after it. */
export async function* takeStep(
  scope: BuildScope,
  state: StageState,
  step: Step,
  stage: number,
): Told<StageState> {
  try {
    return yield* carriedOut(scope, state, step, stage);
  } catch (error) {
    if (error instanceof SyntaxFault) {
      const position = positionAt(step.node.line, error.offset);
      if (standsInFile(scope, step)) yield { stream: shownLine(scope, position) };
      throw new DockerfileError(error.message, position, undefined);
    }
    throw error;
  }
}

/** Triggers and labels of the request stand in no file. */
function standsInFile({ lines }: BuildScope, { node }: Step): boolean {
  return lines[node.line.startLine - 1]?.includes(node.keyword) === true;
}

/** The line of the Dockerfile with what is wrong in it. */
function shownLine({ request, lines }: BuildScope, { line, column }: Position): string {
  const text = (lines[line - 1] ?? '').trimEnd().replaceAll('\t', ' ');
  return `${request.dockerfile}:${line}\n  ${text}\n  ${' '.repeat(column - 1)}^\n`;
}

async function* carriedOut(
  scope: BuildScope,
  state: StageState,
  step: Step,
  stage: number,
): Told<StageState> {
  switch (step.kind) {
    case 'arg':
      return yield* declared(scope, state, step);
    case 'run':
      return yield* ran(scope, state, step, stage);
    case 'copy':
    case 'add':
      return yield* brought(scope, state, step, stage);
    case 'workdir':
      return yield* movedTo(scope, state, step);
    default: {
      const change = changedBy(state, step, lookupIn(state), scope.escape);
      return yield* configured(scope, { ...state, ...change }, state, step, {
        ...configInputs(change.config),
        ...(change.author === undefined ? {} : { author: change.author }),
      });
    }
  }
}
