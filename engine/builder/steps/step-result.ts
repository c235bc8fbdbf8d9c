import type { Readable } from 'node:stream';
import type { ProgressMessage } from '../../api/backends/progress.ts';
import type { ContainerConfig } from '../../api/types/container.ts';
import { isKind } from '../../base/errors.ts';
import { shortId } from '../../base/ids.ts';
import type { Image, NewImage } from '../../images/image.ts';
import type { BuildScope } from '../build-scope.ts';
import type { CacheAnswer, CacheQuestion } from '../cache/build-cache.ts';
import { stepMark } from '../cache/cache-sources.ts';
import { type Inputs, keyOf } from '../cache/inputs.ts';
import type { Instruction } from '../dockerfile/instruction.ts';
import { partsOf } from '../target-platform.ts';
import type { StageState } from './stage-state.ts';

export type Step = Exclude<Instruction, { readonly kind: 'from' }>;

/** What is told while something is made, and then the thing itself. */
export type Told<T> = AsyncGenerator<ProgressMessage, T>;

/** Takes a result from the cache, or makes it and remembers it; tells which. */
export async function* cached(
  scope: BuildScope,
  after: StageState,
  before: StageState,
  step: Step,
  inputs: Inputs,
  make: (mark: string) => Told<Image> | Promise<Image>,
): Told<StageState> {
  const { deps, request, journal, epoch } = scope;
  const question = {
    parent: before.image?.id ?? 'scratch',
    line: step.node.line.text,
    inputs: epoch === undefined ? inputs : { ...inputs, 'ARG SOURCE_DATE_EPOCH': String(epoch) },
  };
  const answer = request.noCache ? undefined : await deps.cache.ask(question, (id) => isThere(scope, id));
  const mark = stepMark(question);
  const image =
    answer?.hit === true
      ? await deps.images.resolve(answer.image)
      : await fromSource(scope, question, before, after, mark);
  if (image !== undefined) {
    scope.hold(image);
    journal.came({ state: 'cached', image: image.id });
    yield { stream: ' ---> Using cache\n' };
    yield { stream: ` ---> ${shortId(image.id)}\n` };
    return { ...after, image };
  }
  journal.because(reasonOf(answer, before));
  const making = make(mark);
  const result = sameOf(scope, question, Symbol.asyncIterator in making ? yield* making : await making);
  await deps.cache.remember(question, result.id, new Date(deps.clock.now()));
  journal.came({ state: 'done', image: result.id, sizeAdded: await sizeAdded(scope, result, before) });
  yield { stream: ` ---> ${shortId(result.id)}\n` };
  return { ...after, image: result, ranLine: step.node.line.startLine };
}

/** What an image of `--cache-from` has at this place, as an image of its own that is remembered. */
async function fromSource(
  { deps, request, sources }: BuildScope,
  question: CacheQuestion,
  before: StageState,
  after: StageState,
  mark: string,
): Promise<Image | undefined> {
  const step = request.noCache ? undefined : await sources.find(before.image, mark);
  if (step === undefined) return undefined;
  const image = await deps.images.createImage({
    parent: before.image,
    layer: undefined,
    config: after.config,
    author: after.author ?? '',
    comment: mark,
    reference: undefined,
    ...platformOf(before),
    ...step,
  });
  await deps.cache.remember(question, image.id, new Date(deps.clock.now()));
  return image;
}

/** Two stages that made the same at the same time go on with one image, so that the next build finds both. */
function sameOf(
  { made: all, hold }: BuildScope,
  { parent, line, inputs }: CacheQuestion,
  image: Image,
): Image {
  const key = `${parent}\n${line}\n${keyOf(inputs)}`;
  const same = all.get(key) ?? image;
  all.set(key, same);
  hold(same);
  return same;
}

/** Why a step ran, in plain words. */
function reasonOf(answer: CacheAnswer | undefined, before: StageState): string {
  if (answer === undefined) return 'the cache was not to be used';
  if (!answer.hit && answer.reason !== undefined) return answer.reason;
  if (before.ranLine !== undefined) return `line ${before.ranLine} ran again`;
  return before.otherBase === undefined
    ? 'it was never built on this image before'
    : `the base image ${before.otherBase} is another one than before`;
}

async function sizeAdded({ deps }: BuildScope, image: Image, before: StageState): Promise<number> {
  if (image.chain === undefined || image.chain === before.image?.chain) return 0;
  return await deps.layers.sizeOfChain(image.chain);
}

async function isThere({ deps }: BuildScope, id: string): Promise<boolean> {
  try {
    await deps.images.resolve(id);
    return true;
  } catch (error) {
    if (isKind(error, 'not-found')) return false;
    throw error;
  }
}

/** An image without a parent is for the platform that was asked for. */
function platformOf({ image, platform }: StageState): Pick<NewImage, 'platform'> {
  return image === undefined && platform !== undefined ? { platform: partsOf(platform) } : {};
}

/** The image of a step. */
export async function made(
  scope: BuildScope,
  before: StageState,
  layer: Readable | undefined,
  config: ContainerConfig,
  history: { readonly createdBy: string; readonly mark: string },
  author = before.author ?? '',
): Promise<Image> {
  return await scope.deps.images.createImage({
    parent: before.image,
    layer,
    config,
    author,
    comment: history.mark,
    createdBy: history.createdBy,
    reference: undefined,
    ...platformOf(before),
    ...(scope.epoch === undefined ? {} : { created: new Date(scope.epoch * 1000) }),
  });
}

/** A step that changes the configuration alone. */
export async function* configured(
  scope: BuildScope,
  after: StageState,
  before: StageState,
  step: Step,
  inputs: Inputs,
): Told<StageState> {
  return yield* cached(scope, after, before, step, inputs, (mark) =>
    made(scope, before, undefined, after.config, { createdBy: nop(step), mark }, after.author),
  );
}

/** How the classic builder writes a step that ran nothing into the history. */
export function nop({ node }: Step): string {
  return `/bin/sh -c #(nop) ${node.line.text}`;
}
