import type { ProgressMessage } from '../api/backends/progress.ts';
import { messageOf } from '../base/errors.ts';
import type { BuildScope } from './build-scope.ts';
import { beginStage } from './from-step.ts';
import type { Stage } from './plan/stages.ts';
import type { StepJournal } from './records/step-journal.ts';
import type { StageState } from './steps/stage-state.ts';
import { takeStep } from './steps/take-step.ts';

/** A stage, what its FROM line names and, when that is a stage, what came of it; and how many steps the build has. */
interface StageParts {
  readonly stage: Stage;
  readonly name: string;
  readonly from: StageState | undefined;
  readonly total: number;
}

/** Takes the steps of a stage one after the other; what they print is written down. Answers the stage at its end. */
export async function* buildStage(
  scope: BuildScope,
  parts: StageParts,
): AsyncGenerator<ProgressMessage, StageState> {
  const { journal } = scope;
  const steps = stageSteps(scope, parts);
  try {
    for (;;) {
      const next = await steps.next();
      if (next.done === true) {
        journal.close();
        return next.value;
      }
      const { stream } = next.value;
      if (stream !== undefined && !isToldOfSteps(stream)) journal.printed(stream);
      yield next.value;
    }
  } catch (error) {
    // What another stage's failure ended has not failed itself.
    if (!scope.signal.aborted) journal.failed(messageOf(error));
    throw error;
  } finally {
    await steps.return(undefined as never);
  }
}

async function* stageSteps(
  scope: BuildScope,
  { stage, name, from, total }: StageParts,
): AsyncGenerator<ProgressMessage, StageState> {
  yield nextStep(scope.journal, total, stage.from.node.line.text);
  let state = yield* beginStage(scope, stage, from, name);
  for (const instruction of stage.instructions) {
    scope.signal.throwIfAborted();
    yield nextStep(scope.journal, total, instruction.node.line.text);
    state = yield* takeStep(scope, state, instruction, stage.index);
  }
  return state;
}

/** A step begins, in the words of the classic builder. */
export function nextStep(journal: StepJournal, total: number, line: string): ProgressMessage {
  return { stream: `Step ${journal.next()}/${total} : ${line}\n` };
}

/** Whether a line of the output tells of the steps, rather than being printed by one. */
export function isToldOfSteps(stream: string): boolean {
  return /^(Step \d| ---> )/.test(stream);
}
