import type { BuildScope } from '../build-scope.ts';
import type { InstructionOf, Pair } from '../dockerfile/instruction.ts';
import { expanded, lookupIn, type StageState } from './stage-state.ts';
import { configured, type Told } from './step-result.ts';

/** ARG: the request's value, the line's own, or that of the global scope. */
export async function* declared(
  scope: BuildScope,
  state: StageState,
  step: InstructionOf<'arg'>,
): Told<StageState> {
  const args = new Map(state.args);
  for (const pair of step.pairs) {
    const value = argValue(scope, { ...state, args }, pair);
    if (value === undefined) args.delete(pair.name.text);
    else args.set(pair.name.text, value);
  }
  return yield* configured(scope, { ...state, args }, state, step, { command: step.node.line.text });
}

function argValue(
  { request, globals, escape }: BuildScope,
  state: StageState,
  { name, value }: Pair,
): string | undefined {
  const asked = request.buildArgs[name.text];
  if (typeof asked === 'string') return asked;
  return value === undefined ? globals.get(name.text) : expanded(value, lookupIn(state), escape);
}
