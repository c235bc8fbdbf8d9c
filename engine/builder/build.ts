import { readFile } from 'node:fs/promises';
import { posix } from 'node:path';
import type { ProgressMessage } from '../api/backends/progress.ts';
import type { BuildRequest } from '../api/types/build.ts';
import { fault } from '../base/errors.ts';
import { shortId } from '../base/ids.ts';
import type { Image } from '../images/image.ts';
import { baseImage } from './base-image.ts';
import { platformArgs } from './build-args.ts';
import type { BuildScope } from './build-scope.ts';
import type { BuilderDeps } from './builder-deps.ts';
import { type Context, ignoredBy } from './context/receive-context.ts';
import { parseDockerfile } from './dockerfile/parse-dockerfile.ts';
import { readInstruction } from './dockerfile/read-instruction.ts';
import { FileTree } from './files/file-tree.ts';
import { describedStage, plannedSteps } from './plan/outline.ts';
import { neededStages, placed, readDockerfile, type Stage, stageNamed, targetStage } from './plan/stages.ts';
import type { BuildJournal } from './records/build-journal.ts';
import type { CacheMounts } from './steps/cache-mounts.ts';
import { ImageRoots } from './steps/image-roots.ts';
import { expanded, type StageState } from './steps/stage-state.ts';
import { takeStep } from './steps/take-step.ts';

/** Builds an image from an unpacked context, telling it as the classic builder does; answers the image. */
export async function* buildFrom(
  deps: BuilderDeps,
  request: BuildRequest,
  context: Context,
  places: { readonly folder: string; readonly scratch: string; readonly caches: CacheMounts },
  journal: BuildJournal,
  signal: AbortSignal,
): AsyncGenerator<ProgressMessage, Image> {
  const { text, ignored } = await openingOf(request, context);
  journal.sourced(text);
  const file = readDockerfile(text);
  const globals = globalsOf(file, request);
  const imageOf = (stage: Stage) =>
    placed(stage.from.node, file.lines, () =>
      expanded(stage.from.image, (name) => globals.get(name), file.escape),
    );
  const target = targetStage(file, request.target);
  const needed = neededStages(file, target, imageOf);
  const roots = new ImageRoots(deps.layers, places.folder);
  const built = new Map<Stage, StageState>();
  const scope: BuildScope = {
    deps,
    request,
    signal,
    escape: file.escape,
    lines: file.lines,
    roots,
    context: new FileTree(context.folder, {
      ignored,
      digests: context.digests,
      attributes: context.attributes,
    }),
    globals,
    journal,
    folder: places.folder,
    scratch: places.scratch,
    caches: places.caches,
    epoch: epochOf(request),
    async *treeOf(from, before) {
      const stage = stageNamed(file.stages, from, before);
      const image =
        stage === undefined
          ? yield* baseImage(deps, request, from, request.platform, signal)
          : built.get(stage)?.image;
      if (image?.chain === undefined) throw fault('invalid', `there are no files in ${from}`);
      await deps.images.ensureUnpacked(image);
      return new FileTree(await roots.of(image.chain));
    },
  };
  journal.planned(
    needed.map((stage) => describedStage(file, stage, imageOf)),
    plannedSteps(file, needed, request),
  );
  const count = counter(journal);
  try {
    for (const { node } of file.globals) yield count(node.line.text);
    for (const stage of needed) {
      yield count(stage.from.node.line.text);
      const begun = yield* beginning(
        scope,
        stage,
        stageNamed(file.stages, imageOf(stage), stage.index),
        built,
        imageOf(stage),
      );
      built.set(stage, yield* stageSteps(scope, stage, begun, count));
    }
    const state = yield* labelled(scope, target, built.get(target), count);
    if (state.image === undefined)
      throw fault('invalid', 'No image was generated. Is your Dockerfile empty?');
    return state.image;
  } finally {
    await roots.close();
  }
}

async function* stageSteps(
  scope: BuildScope,
  stage: Stage,
  begun: StageState,
  count: Counter,
): AsyncGenerator<ProgressMessage, StageState> {
  let state = begun;
  for (const instruction of stage.instructions) {
    scope.signal.throwIfAborted();
    yield count(instruction.node.line.text);
    state = yield* takeStep(scope, state, instruction, stage.index);
  }
  return state;
}

/** FROM: another stage, an image with its triggers, or nothing. */
async function* beginning(
  scope: BuildScope,
  stage: Stage,
  from: Stage | undefined,
  built: ReadonlyMap<Stage, StageState>,
  name: string,
): AsyncGenerator<ProgressMessage, StageState> {
  const { deps, request, signal } = scope;
  const nothing: StageState = { image: undefined, config: {}, args: new Map(), isCmdSet: false };
  if (from !== undefined) {
    const state = built.get(from) ?? nothing;
    if (state.image !== undefined) yield { stream: ` ---> ${shortId(state.image.id)}\n` };
    return { ...state, args: new Map(), isCmdSet: false };
  }
  if (name === 'scratch') {
    yield { stream: ' ---> \n' };
    return nothing;
  }
  const platform =
    stage.from.platform === undefined
      ? request.platform
      : placed(stage.from.node, scope.lines, () =>
          expanded(
            { text: stage.from.platform ?? '', offset: 0 },
            (key) => scope.globals.get(key),
            scope.escape,
          ),
        );
  const image = yield* baseImage(deps, request, name, platform, signal);
  yield { stream: ` ---> ${shortId(image.id)}\n` };
  const { OnBuild: triggers, ...config } = image.config;
  let state: StageState = { image, config, args: new Map(), isCmdSet: false };
  if ((triggers ?? []).length === 0) return state;
  yield { stream: `# Executing ${triggers?.length} build trigger${triggers?.length === 1 ? '' : 's'}\n` };
  for (const trigger of triggers ?? []) {
    for (const node of parseDockerfile(`${trigger}\n`).nodes) {
      const instruction = placed(node, [trigger], () => readInstruction(node));
      if (instruction.kind === 'from')
        throw fault('invalid', `the image ${name} has a trigger that begins a stage`);
      state = yield* takeStep(scope, state, instruction, stage.index);
    }
  }
  return state;
}

/** The labels of the request come last, as one more step. */
async function* labelled(
  scope: BuildScope,
  target: Stage,
  state: StageState | undefined,
  count: Counter,
): AsyncGenerator<ProgressMessage, StageState> {
  const labels = Object.entries(scope.request.labels);
  if (state === undefined) throw fault('invalid', 'No image was generated. Is your Dockerfile empty?');
  if (labels.length === 0) return state;
  const text = `LABEL ${labels.map(([name, value]) => `${quoted(name)}=${quoted(value)}`).join(' ')}`;
  yield count(text);
  const [node] = parseDockerfile(`${text}\n`).nodes;
  if (node === undefined) return state;
  const instruction = placed(node, [text], () => readInstruction(node));
  return instruction.kind === 'from' ? state : yield* takeStep(scope, state, instruction, target.index);
}

/** A word in single quotes, which hold everything but themselves. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'"'"'`)}'`;
}

type Counter = (line: string) => ProgressMessage;

function counter(journal: BuildJournal): Counter {
  let step = 0;
  return (line) => {
    step += 1;
    journal.begin(step);
    return { stream: `Step ${step}/${journal.record.steps} : ${line}\n` };
  };
}

/** The Dockerfile's text, and what of the context is left out. */
async function openingOf(request: BuildRequest, { folder, dockerfile = request.dockerfile }: Context) {
  const tree = new FileTree(folder);
  const textOf = async (path: string) => {
    const entry = await tree.find(path);
    if (entry?.stats.isFile() !== true) return undefined;
    return await readFile(posix.join(folder, entry.path), 'utf8');
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
