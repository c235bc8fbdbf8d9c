import { availableParallelism } from 'node:os';
import { text as textIn } from 'node:stream/consumers';
import type { ProgressMessage } from '../api/backends/progress.ts';
import type { BuildRequest } from '../api/types/build.ts';
import { fault } from '../base/errors.ts';
import type { Image } from '../images/image.ts';
import { baseImage } from './base-image.ts';
import { platformArgs } from './build-args.ts';
import type { BuildScope } from './build-scope.ts';
import type { BuilderDeps } from './builder-deps.ts';
import { CacheSources } from './cache/cache-sources.ts';
import { type Context, ignoredBy } from './context/receive-context.ts';
import { parseDockerfile } from './dockerfile/parse-dockerfile.ts';
import { readInstruction } from './dockerfile/read-instruction.ts';
import { FileTree } from './files/file-tree.ts';
import { warningsOfBuild } from './lint/build-warnings.ts';
import { describedStage, plannedSteps } from './plan/outline.ts';
import { type Job, sideBySide } from './plan/side-by-side.ts';
import {
  neededStages,
  needsOf,
  placed,
  readDockerfile,
  type Stage,
  stageNamed,
  targetStage,
} from './plan/stages.ts';
import type { BuildJournal } from './records/build-journal.ts';
import type { StepJournal } from './records/step-journal.ts';
import { buildStage, isToldOfSteps, nextStep } from './stage-steps.ts';
import type { CacheMounts } from './steps/cache-mounts.ts';
import { ImageRoots } from './steps/image-roots.ts';
import { expanded, type StageState } from './steps/stage-state.ts';
import { takeStep } from './steps/take-step.ts';
import { platformNamed } from './target-platform.ts';

/** Builds an image from a context as it was received, telling it as the classic builder does; answers the image. */
export async function* buildFrom(
  deps: BuilderDeps,
  asked: BuildRequest,
  context: Context,
  places: { readonly folder: string; readonly scratch: string; readonly caches: CacheMounts },
  journal: BuildJournal,
  signal: AbortSignal,
): AsyncGenerator<ProgressMessage, Image> {
  const request = {
    ...asked,
    platform: asked.platform === undefined ? undefined : platformNamed(asked.platform),
  };
  const { text, ignored } = await openingOf(request, context);
  journal.sourced(text);
  const file = readDockerfile(text);
  journal.warned(await warningsOfBuild(deps.images, request, text, ignored));
  const globals = globalsOf(file, request);
  const imageOf = (stage: Stage) =>
    placed(stage.from.node, file.lines, () =>
      expanded(stage.from.image, (name) => globals.get(name), file.escape),
    );
  const target = targetStage(file, request.target);
  const needed = neededStages(file, target, imageOf);
  const roots = new ImageRoots(deps.layers, places.folder);
  const built = new Map<Stage, StageState>();
  const holds: (() => void)[] = [];
  const scope: Omit<BuildScope, 'journal' | 'signal' | 'treeOf'> = {
    deps,
    request,
    escape: file.escape,
    lines: file.lines,
    roots,
    context: new FileTree(context.source, { ignored, attributes: context.attributes }),
    globals,
    made: new Map(),
    sources: new CacheSources(deps.images, request.cacheFrom),
    hold: (image) => holds.push(deps.images.hold(image)),
    folder: places.folder,
    scratch: places.scratch,
    caches: places.caches,
    epoch: epochOf(request),
  };
  const within = (steps: StepJournal, stageSignal: AbortSignal): BuildScope => ({
    ...scope,
    journal: steps,
    signal: stageSignal,
    async *treeOf(from, before) {
      const stage = stageNamed(file.stages, from, before);
      const image =
        stage === undefined
          ? yield* baseImage(deps, request, from, request.platform, stageSignal)
          : built.get(stage)?.image;
      if (image?.chain === undefined) throw fault('invalid', `there are no files in ${from}`);
      scope.hold(image);
      await deps.images.ensureUnpacked(image);
      return new FileTree(await roots.of(image.chain));
    },
  });
  journal.planned(
    needed.map((stage) => describedStage(file, stage, imageOf)),
    plannedSteps(file, needed, request),
  );
  const opening = journal.steps(0);
  const before = needed.map((_stage, index) =>
    needed.slice(0, index).reduce((sum, one) => sum + 1 + one.instructions.length, file.globals.length),
  );
  const total = journal.record.steps;
  const last = journal.steps(total - 1);
  try {
    for (const { node } of file.globals) yield nextStep(opening, total, node.line.text);
    opening.close();
    const jobs = needed.map(
      (stage, index): Job<ProgressMessage> => ({
        needs: needsOf(file, stage, imageOf).map((other) => needed.indexOf(other)),
        async *run(stageSignal) {
          const steps = journal.steps(before[index] ?? 0);
          const from = stageNamed(file.stages, imageOf(stage), stage.index);
          const parts = { stage, name: imageOf(stage), from: from && built.get(from), total };
          built.set(stage, yield* buildStage(within(steps, stageSignal), parts));
        },
      }),
    );
    yield* sideBySide(jobs, { width: STAGES_AT_ONCE, signal, weigh, leftOut: LEFT_OUT });
    const state = yield* labelled(within(last, signal), target, built.get(target), total);
    last.close();
    if (state.image === undefined)
      throw fault('invalid', 'No image was generated. Is your Dockerfile empty?');
    return state.image;
  } finally {
    try {
      await roots.close();
    } finally {
      for (const release of holds) release();
    }
  }
}

/** More stages at once would only wait for each other's processors and disk. */
const STAGES_AT_ONCE = Math.max(2, Math.min(4, availableParallelism()));
const LEFT_OUT: ProgressMessage = { stream: '[…]\n' };

/** Which steps there are is told in any case. */
function weigh({ stream, status }: ProgressMessage): number {
  const isOutline = stream !== undefined && isToldOfSteps(stream);
  return isOutline ? 0 : 100 + (stream ?? status ?? '').length;
}

/** The labels of the request come last, as one more step. */
async function* labelled(
  scope: BuildScope,
  target: Stage,
  state: StageState | undefined,
  total: number,
): AsyncGenerator<ProgressMessage, StageState> {
  const labels = Object.entries(scope.request.labels);
  if (state === undefined) throw fault('invalid', 'No image was generated. Is your Dockerfile empty?');
  if (labels.length === 0) return state;
  const text = `LABEL ${labels.map(([name, value]) => `${quoted(name)}=${quoted(value)}`).join(' ')}`;
  yield nextStep(scope.journal, total, text);
  const [node] = parseDockerfile(`${text}\n`).nodes;
  if (node === undefined) return state;
  const instruction = placed(node, [text], () => readInstruction(node));
  return instruction.kind === 'from' ? state : yield* takeStep(scope, state, instruction, target.index);
}

/** A word in single quotes, which hold everything but themselves. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'"'"'`)}'`;
}

/** The Dockerfile's text, and what of the context is left out. */
async function openingOf(request: BuildRequest, { source, dockerfile = request.dockerfile }: Context) {
  const tree = new FileTree(source);
  const textOf = async (path: string) => {
    const entry = await tree.find(path);
    if (entry?.stats.isFile() !== true) return undefined;
    return await textIn(tree.read(entry.path));
  };
  const text = await textOf(dockerfile);
  if (text === undefined) throw fault('invalid', `Cannot locate specified Dockerfile: ${dockerfile}`);
  if (text.trim() === '') throw fault('invalid', `The Dockerfile (${dockerfile}) cannot be empty`);
  const ignored = ignoredBy((await textOf(`${dockerfile}.dockerignore`)) ?? (await textOf('.dockerignore')));
  return { text, ignored };
}

function globalsOf(
  { globals, escape, lines }: ReturnType<typeof readDockerfile>,
  request: BuildRequest,
): ReadonlyMap<string, string> {
  const values = new Map(platformArgs(request.platform));
  for (const { pairs, node } of globals) {
    for (const { name, value } of pairs) {
      const asked = request.buildArgs[name.text];
      if (typeof asked === 'string') values.set(name.text, asked);
      else if (value !== undefined) {
        values.set(
          name.text,
          placed(node, lines, () => expanded(value, (key) => values.get(key), escape)),
        );
      }
    }
  }
  return values;
}

function epochOf({ buildArgs }: BuildRequest): number | undefined {
  const text = buildArgs['SOURCE_DATE_EPOCH'];
  if (typeof text !== 'string') return undefined;
  if (!/^\d{1,11}$/.test(text)) throw fault('invalid', `invalid SOURCE_DATE_EPOCH: ${text}`);
  return Number(text);
}
