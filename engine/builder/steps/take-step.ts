import { createHash } from 'node:crypto';
import { chmod, writeFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { Readable } from 'node:stream';
import type { ProgressMessage } from '../../api/backends.ts';
import type { ContainerConfig } from '../../api/types/container.ts';
import { isKind } from '../../base/errors.ts';
import { shortId } from '../../base/ids.ts';
import { Root } from '../../files/root.ts';
import type { Image } from '../../images/image.ts';
import type { BuildScope } from '../build.ts';
import { isPredefined } from '../build-args.ts';
import type { Inputs } from '../cache/inputs.ts';
import type { Instruction, InstructionOf, Pair } from '../dockerfile/instruction.ts';
import { SyntaxFault } from '../dockerfile/syntax-fault.ts';
import type { FileTree } from '../files/file-tree.ts';
import { LayerTarWriter } from '../files/layer-tar.ts';
import { wrongAt } from '../plan/stages.ts';
import { type Brought, bring } from './bring-files.ts';
import { changedBy, wordsOf, workingDirectory } from './change-config.ts';
import { contentOf, withHeredocs } from './heredoc-script.ts';
import { runCommand } from './run-command.ts';
import { mountsOfRun } from './run-mounts.ts';
import { expanded, expandedWords, lookupIn, type StageState } from './stage-state.ts';

type Step = Exclude<Instruction, { readonly kind: 'from' }>;
type Told<T> = AsyncGenerator<ProgressMessage, T>;

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
    if (error instanceof SyntaxFault) throw wrongAt(step.node, scope.lines, error.message, error.offset);
    throw error;
  }
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
      return yield* result(scope, { ...state, ...change }, state, step, {
        config: JSON.stringify(change.config),
      });
    }
  }
}

/** ARG: the request's value, the line's own, or that of the global scope. */
async function* declared(scope: BuildScope, state: StageState, step: InstructionOf<'arg'>): Told<StageState> {
  const args = new Map(state.args);
  for (const pair of step.pairs) {
    const value = argValue(scope, { ...state, args }, pair);
    if (value === undefined) args.delete(pair.name.text);
    else args.set(pair.name.text, value);
  }
  return yield* result(scope, { ...state, args }, state, step, { command: step.node.line.text });
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

async function* ran(
  scope: BuildScope,
  state: StageState,
  step: InstructionOf<'run'>,
  stage: number,
): Told<StageState> {
  const { deps, request, signal } = scope;
  const env = argsFor(scope, state);
  const trees: FileTree[] = [];
  const treeOf = async (from: string | undefined) => {
    if (from === undefined) return scope.context;
    const tree = await ended(scope.treeOf(from, stage));
    trees.push(tree);
    return tree;
  };
  const mounts = await mountsOfRun(step.mounts, treeOf, scope.caches);
  const [heredoc] = step.heredocs;
  const script = heredoc === undefined ? '' : contentOf(heredoc);
  const isScript =
    script.startsWith('#!') &&
    /^<<-?\S+$/.test(step.command.form === 'shell' ? step.command.text.trim() : '');
  const args = isScript ? [SCRIPT] : wordsOf(withHeredocs(step.command, step.heredocs), state.config);
  const shown = env.shown.length === 0 ? '' : `|${env.shown.length} ${env.shown.join(' ')} `;
  const inputs = {
    command: [...args, ...(isScript ? [script] : [])].join(' '),
    ...(step.network === 'default' ? {} : { network: step.network }),
    ...(step.security === 'sandbox' ? {} : { security: step.security }),
    ...(step.mounts.length === 0 ? {} : { mounts: JSON.stringify(step.mounts) }),
    ...Object.fromEntries(
      env.shown.map((variable) => [
        `ARG ${variable.split('=', 1)[0]}`,
        variable.slice(variable.indexOf('=') + 1),
      ]),
    ),
    ...mounts.inputs,
  };
  return yield* cached(scope, state, state, step, inputs, async function* () {
    const image = state.image ?? (yield* emptyImage(scope));
    const scriptMount = isScript
      ? [{ Type: 'bind' as const, Source: await scriptFile(scope, script), Target: SCRIPT, ReadOnly: true }]
      : [];
    const id = yield* runCommand(
      deps,
      request,
      {
        image,
        args,
        env: env.all,
        network: step.network,
        privileged: step.security === 'insecure',
        mounts: [...mounts.mounts, ...scriptMount],
        tmpfs: mounts.tmpfs,
      },
      signal,
    );
    try {
      return await made(
        scope,
        state,
        await deps.layers.diffTar(id),
        state.config,
        `${shown}${args.join(' ')}`,
      );
    } finally {
      if (request.remove) await deps.containers.remove(id, { force: true, volumes: true, link: false });
      if (request.remove) yield { stream: ` ---> Removed intermediate container ${shortId(id)}\n` };
    }
  });
}

/** Where the script of a here document lies in its container. */
const SCRIPT = '/dev/pipes/EOF';

async function scriptFile({ folder }: BuildScope, script: string): Promise<string> {
  const path = join(folder, createHash('sha256').update(script).digest('hex'));
  await writeFile(path, script);
  await chmod(path, 0o755);
  return path;
}

/** The ARGs that a command gets as variables; those of proxies are not shown, and decide nothing. */
function argsFor({ request }: BuildScope, state: StageState) {
  const env = new Set((state.config.Env ?? []).map((variable) => variable.split('=', 1)[0]));
  const shown = [...state.args]
    .filter(([name]) => !env.has(name) && !isPredefined(name))
    .map(([name, value]) => `${name}=${value}`);
  const hidden = Object.entries(request.buildArgs).flatMap(([name, value]) =>
    isPredefined(name) && value !== null && !state.args.has(name) ? [`${name}=${value}`] : [],
  );
  const declaredProxies = [...state.args]
    .filter(([name]) => isPredefined(name))
    .map(([name, value]) => `${name}=${value}`);
  return { shown, all: [...shown, ...hidden, ...declaredProxies] };
}

async function* brought(
  scope: BuildScope,
  state: StageState,
  step: InstructionOf<'copy' | 'add'>,
  stage: number,
): Told<StageState> {
  const lookup = lookupIn(state);
  const word = (text: string | undefined) =>
    text === undefined ? undefined : expanded({ text, offset: 0 }, lookup, scope.escape);
  const target = expanded(step.target, lookup, scope.escape);
  const names = new Map(step.heredocs.map((heredoc) => [heredoc.name, heredoc]));
  const inlineNames = step.sources.map(
    ({ text }) => /^<<-?(.+)$/.exec(text)?.[1]?.replace(/["']/g, '') ?? '',
  );
  const isInline = (index: number) => names.has(inlineNames[index] ?? '');
  const sources = step.sources
    .filter((_source, index) => !isInline(index))
    .flatMap((source) => expandedWords(source, lookup, scope.escape));
  refuseRemote(step, sources);
  const now = scope.epoch ?? Math.floor(scope.deps.clock.now() / 1000);
  const inline = step.sources.flatMap((_source, index) => {
    const heredoc = names.get(inlineNames[index] ?? '');
    if (heredoc === undefined) return [];
    const text = contentOf(heredoc);
    const content = heredoc.expand ? expandText(text, lookup, scope.escape) : text;
    return [{ name: heredoc.name, content: Buffer.from(content), mtime: now, mode: 0o644 }];
  });
  const tree = step.from === undefined ? scope.context : yield* scope.treeOf(step.from, stage);
  const root = state.image?.chain === undefined ? undefined : await scope.roots.of(state.image.chain);
  const found: Brought = await bring(
    {
      kind: step.kind,
      tree,
      sources,
      target: absolute(state.config, target),
      inline,
      chown: word(step.chown),
      chmod: word(step.chmod),
      link: step.link,
      parents: step.parents,
      exclude: step.exclude.map((one) => expanded(one, lookup, scope.escape)),
      unpack: step.kind === 'add' && (step.unpack ?? true),
      mtime: scope.epoch,
    },
    root,
  );
  const inputs = { command: `${step.kind} to ${target}`, ...found.inputs };
  return yield* cached(scope, state, state, step, inputs, async function* () {
    return await made(scope, state, found.layer(), state.config, nop(step));
  });
}

function refuseRemote(step: InstructionOf<'copy' | 'add'>, sources: readonly string[]): void {
  const remote = sources.find((source) => /^(https?|git|ssh):\/\/|^git@/.test(source));
  if (remote === undefined) return;
  if (step.kind === 'copy') throw new SyntaxFault("source can't be a URL for COPY", 0);
  throw new SyntaxFault(`ADD of ${remote}: fetching is not supported yet; fetch it in a RUN`, 0);
}

/** Variables in the content of a here document, where quotes stand for themselves. */
function expandText(text: string, lookup: (name: string) => string | undefined, escape: string): string {
  return text.replace(/\\\$|\$\{[^}]*\}|\$\w+/g, (match) =>
    match.startsWith('\\') ? match.slice(1) : expanded({ text: match, offset: 0 }, lookup, escape),
  );
}

/** A target is relative to the working folder; a slash at its end is kept. */
function absolute(config: ContainerConfig, target: string): string {
  const whole = posix.join('/', target.startsWith('/') ? '' : (config.WorkingDir ?? ''), target);
  return target === '.' || target.endsWith('/.') || target.endsWith('/')
    ? `${whole.replace(/\/+$/, '')}/`
    : whole;
}

async function* movedTo(
  scope: BuildScope,
  state: StageState,
  step: InstructionOf<'workdir'>,
): Told<StageState> {
  const folder = workingDirectory(state.config, expanded(step.value, lookupIn(state), scope.escape));
  const after = { ...state, config: { ...state.config, WorkingDir: folder } };
  return yield* cached(
    scope,
    after,
    state,
    step,
    { config: JSON.stringify(after.config) },
    async function* () {
      const root = state.image?.chain === undefined ? undefined : await scope.roots.of(state.image.chain);
      const layer = await folderLayer(root, folder, scope.epoch);
      return await made(scope, state, layer, after.config, nop(step));
    },
  );
}

/** A layer with a folder; undefined when it is there. */
async function folderLayer(
  root: string | undefined,
  folder: string,
  mtime: number | undefined,
): Promise<Readable | undefined> {
  const place = folder.replace(/^\/+/, '');
  const has = async (path: string) => {
    if (root === undefined) return false;
    const opened = await Root.open(root);
    try {
      const found = await opened.get(path, { follow: true });
      await found.close();
      return found.node.stats.isDirectory();
    } catch (error) {
      if (isKind(error, 'not-found')) return false;
      throw error;
    } finally {
      await opened.close();
    }
  };
  if (place === '' || (await has(place))) return undefined;
  const writer = new LayerTarWriter({ owner: { uid: 0, gid: 0 }, mode: undefined, mtime }, has);
  return Readable.from(
    (async function* () {
      yield* writer.folder(place);
      yield writer.end();
    })(),
    { objectMode: false },
  );
}

/** A step that changes the configuration alone. */
async function* result(
  scope: BuildScope,
  after: StageState,
  before: StageState,
  step: Step,
  inputs: Inputs,
): Told<StageState> {
  return yield* cached(scope, after, before, step, inputs, async function* () {
    return await made(scope, before, undefined, after.config, nop(step));
  });
}

/** Takes a result from the cache, or makes it and remembers it; tells which. */
async function* cached(
  scope: BuildScope,
  after: StageState,
  before: StageState,
  step: Step,
  inputs: Inputs,
  make: () => Told<Image>,
): Told<StageState> {
  const { deps, request } = scope;
  const question = { parent: before.image?.id ?? 'scratch', line: step.node.line.text, inputs };
  const answer = request.noCache ? undefined : await deps.cache.ask(question, (id) => isThere(scope, id));
  if (answer?.hit === true) {
    const image = await deps.images.resolve(answer.image);
    yield { stream: ' ---> Using cache\n' };
    yield { stream: ` ---> ${shortId(image.id)}\n` };
    return { ...after, image, config: { ...image.config } };
  }
  const image = yield* make();
  await deps.cache.remember(question, image.id, new Date(deps.clock.now()));
  yield { stream: ` ---> ${shortId(image.id)}\n` };
  return { ...after, image };
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

/** The image of a step. */
async function made(
  scope: BuildScope,
  before: StageState,
  layer: Readable | undefined,
  config: ContainerConfig,
  createdBy: string,
): Promise<Image> {
  return await scope.deps.images.createImage({
    parent: before.image,
    layer,
    config,
    author: '',
    comment: '',
    createdBy,
    reference: undefined,
    ...(scope.epoch === undefined ? {} : { created: new Date(scope.epoch * 1000) }),
  });
}

async function* emptyImage(scope: BuildScope): Told<Image> {
  return await made(
    scope,
    { image: undefined, config: {}, args: new Map(), isCmdSet: false },
    undefined,
    {},
    '',
  );
}

/** How the classic builder writes a step that ran nothing into the history. */
function nop({ node }: Step): string {
  return `/bin/sh -c #(nop) ${node.line.text}`;
}

/** What a generator answers, its messages left out. */
async function ended<T>(told: Told<T>): Promise<T> {
  for (;;) {
    const next = await told.next();
    if (next.done === true) return next.value;
  }
}
