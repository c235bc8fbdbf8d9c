import type { ProgressMessage } from '../api/backends/progress.ts';
import { fault } from '../base/errors.ts';
import { shortId } from '../base/ids.ts';
import { baseImage } from './base-image.ts';
import type { BuildScope } from './build-scope.ts';
import { parseDockerfile } from './dockerfile/parse-dockerfile.ts';
import { readInstruction } from './dockerfile/read-instruction.ts';
import { placed, type Stage } from './plan/stages.ts';
import { expanded, type StageState } from './steps/stage-state.ts';
import { takeStep } from './steps/take-step.ts';
import { platformNamed } from './target-platform.ts';

/** FROM: another stage (`from`), an image with its triggers, or nothing. `name` is what stands there, variables replaced. */
export async function* beginStage(
  scope: BuildScope,
  stage: Stage,
  from: StageState | undefined,
  name: string,
): AsyncGenerator<ProgressMessage, StageState> {
  const { deps, request, signal, journal } = scope;
  if (from !== undefined) {
    if (from.image !== undefined) {
      journal.came({ state: 'done', image: from.image.id });
      yield { stream: ` ---> ${shortId(from.image.id)}\n` };
    }
    return { ...from, args: new Map(), isCmdSet: false };
  }
  const platform = platformOf(scope, stage);
  if (name === 'scratch') {
    yield { stream: ' ---> \n' };
    return { image: undefined, config: {}, args: new Map(), isCmdSet: false, platform };
  }
  const image = yield* baseImage(deps, request, name, platform, signal);
  scope.hold(image);
  yield { stream: ` ---> ${shortId(image.id)}\n` };
  const isOther = deps.cache.usage.isOtherBase(`${name} ${platform ?? ''}`, image.id);
  const { OnBuild: triggers = [], ...config } = image.config;
  let state: StageState = {
    image,
    config,
    args: new Map(),
    isCmdSet: false,
    platform,
    ...(isOther ? { otherBase: name } : {}),
  };
  if ((triggers ?? []).length > 0) {
    yield { stream: `# Executing ${triggers?.length} build trigger${triggers?.length === 1 ? '' : 's'}\n` };
  }
  for (const trigger of triggers ?? []) {
    for (const node of parseDockerfile(`${trigger}\n`).nodes) {
      const instruction = placed(node, [trigger], () => readInstruction(node));
      if (instruction.kind === 'from')
        throw fault('invalid', `the image ${name} has a trigger that begins a stage`);
      state = yield* takeStep(scope, state, instruction, stage.index);
    }
  }
  journal.came({ state: 'done', image: state.image?.id ?? image.id });
  return state;
}

/** The platform that a FROM line or the request asks for, in its usual form. */
function platformOf({ request, lines, globals, escape }: BuildScope, { from }: Stage): string | undefined {
  const { platform: text } = from;
  if (text === undefined) return request.platform;
  return placed(from.node, lines, () =>
    platformNamed(expanded({ text, offset: 0 }, (name) => globals.get(name), escape)),
  );
}
