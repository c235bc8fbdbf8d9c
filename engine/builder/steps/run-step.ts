import { createHash } from 'node:crypto';
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { shortId } from '../../base/ids.ts';
import type { Image } from '../../images/image.ts';
import { isPredefined } from '../build-args.ts';
import type { BuildScope } from '../build-scope.ts';
import type { InstructionOf } from '../dockerfile/instruction.ts';
import { type RunMount, readRunMount } from '../dockerfile/run-mount.ts';
import { SyntaxFault } from '../dockerfile/syntax-fault.ts';
import { requireRunnable } from '../emulators.ts';
import { notLaterThan } from '../files/not-later-than.ts';
import { wordsOf } from './change-config.ts';
import { contentOf, withHeredocs } from './heredoc-script.ts';
import { removeStubs } from './mount-stubs.ts';
import { runCommand } from './run-command.ts';
import { mountInputs, mountsOfRun } from './run-mounts.ts';
import { expanded, lookupIn, type StageState } from './stage-state.ts';
import { cached, made, type Told } from './step-result.ts';

/** RUN: a command in a container over what was made so far, and what it changed as a layer. */
export async function* ran(
  scope: BuildScope,
  state: StageState,
  step: InstructionOf<'run'>,
  stage: number,
): Told<StageState> {
  const { deps, request, signal } = scope;
  const env = argsFor(scope, state);
  const treeOf = async (from: string | undefined) => {
    if (from === undefined) return scope.context;
    return await ended(scope.treeOf(from, stage));
  };
  refuseInsecure(scope, step);
  const wanted = mountsIn(scope, state, step);
  const brought = await mountInputs(wanted, treeOf);
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
    ...(wanted.length === 0 ? {} : { mounts: JSON.stringify(wanted) }),
    ...Object.fromEntries(
      env.shown.map((variable) => [
        `ARG ${variable.split('=', 1)[0]}`,
        variable.slice(variable.indexOf('=') + 1),
      ]),
    ),
    ...brought,
  };
  return yield* cached(scope, state, state, step, inputs, async function* (mark) {
    const image = state.image ?? (await emptyImage(scope, state));
    await requireRunnable({ os: image.os, architecture: image.architecture });
    const scriptMount = isScript
      ? [{ Type: 'bind' as const, Source: await scriptFile(scope, script), Target: SCRIPT, ReadOnly: true }]
      : [];
    const mounts = await mountsOfRun(wanted, {
      treeOf,
      caches: scope.caches,
      secrets: request.secrets,
      workingDir: state.config.WorkingDir ?? '/',
      folder: scope.folder,
      scratch: scope.scratch,
      signal,
    });
    for (const name of mounts.cacheNames) deps.cache.usage.used(name);
    try {
      const id = yield* runCommand(
        deps,
        request,
        {
          image,
          args,
          env: [...env.all, ...mounts.env],
          network: step.network,
          privileged: step.security === 'insecure',
          mounts: [...mounts.mounts, ...scriptMount],
          tmpfs: mounts.tmpfs,
          secrets: mounts.secrets,
          // A container tells its variables to whoever asks.
          forget: mounts.env.length > 0,
        },
        signal,
      );
      return yield* layerFrom(scope, state, id, {
        targets: [...mounts.targets, ...(isScript ? [SCRIPT] : [])],
        createdBy: `${shown}${args.join(' ')}`,
        mark,
        forget: mounts.env.length > 0,
      });
    } finally {
      await mounts.close();
    }
  });
}

/** What a container changed as the next image, and the container gone unless it is to be looked at. */
async function* layerFrom(
  { deps, request, ...scope }: BuildScope,
  state: StageState,
  id: string,
  about: {
    readonly targets: readonly string[];
    readonly createdBy: string;
    readonly mark: string;
    readonly forget: boolean;
  },
): Told<Image> {
  const isRemoved = request.remove || about.forget;
  try {
    if (about.targets.length > 0) await removeStubs(deps.layers, id, about.targets);
    const changes = await deps.layers.diffTar(id);
    const layer = scope.epoch === undefined ? changes : notLaterThan(scope.epoch, changes);
    return await made({ deps, request, ...scope }, state, layer, state.config, about);
  } finally {
    if (isRemoved) {
      await deps.containers.remove(id, { force: true, volumes: true, link: false, withLog: true });
      yield { stream: ` ---> Removed intermediate container ${shortId(id)}\n` };
    }
  }
}

/** BuildKit's rule: whoever starts the build has to allow what reaches beyond a container. */
function refuseInsecure({ request }: BuildScope, { security }: InstructionOf<'run'>): void {
  if (security === 'sandbox' || request.entitlements.includes('security.insecure')) return;
  throw new SyntaxFault(
    'security.insecure is not allowed: the build has to be started with the header X-Gantry-Build-Allow: security.insecure',
    0,
  );
}

/** The mounts with their variables replaced. */
function mountsIn(
  { escape }: BuildScope,
  state: StageState,
  { node, mounts }: InstructionOf<'run'>,
): readonly RunMount[] {
  const words = node.flags.filter(({ text }) => text.startsWith('--mount='));
  if (!words.some(({ text }) => text.includes('$'))) return mounts;
  return words.map(({ text, offset }) =>
    readRunMount({ text: text.slice('--mount='.length), offset }, (value) =>
      expanded({ text: value, offset }, lookupIn(state), escape),
    ),
  );
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

/** An image without anything, for a command over nothing. */
function emptyImage(scope: BuildScope, state: StageState): Promise<Image> {
  return made(scope, state, undefined, {}, { createdBy: '', mark: '' });
}

/** What a generator answers, its messages left out. */
async function ended<T>(told: Told<T>): Promise<T> {
  for (;;) {
    const next = await told.next();
    if (next.done === true) return next.value;
  }
}
