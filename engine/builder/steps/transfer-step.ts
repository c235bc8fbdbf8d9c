import { posix } from 'node:path';
import type { ContainerConfig } from '../../api/types/container.ts';
import { nameBytes } from '../../base/file-name.ts';
import type { BuildScope } from '../build-scope.ts';
import type { InstructionOf } from '../dockerfile/instruction.ts';
import { bring, type LooseSource } from './bring-files.ts';
import { contentOf } from './heredoc-script.ts';
import { sortedSources } from './remote-sources.ts';
import { expanded, lookupIn, type StageState } from './stage-state.ts';
import { cached, made, nop, type Told } from './step-result.ts';

/** COPY and ADD: files of the context, a stage or an image as a layer. */
export async function* brought(
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
    .map((source) => expanded(source, lookup, scope.escape));
  const { here, loose, repositories } = await sortedSources(
    scope,
    { ...step, checksum: word(step.checksum) },
    sources,
  );
  const now = scope.epoch ?? Math.floor(scope.deps.clock.now() / 1000);
  const inline = step.sources.flatMap((_source, index) => {
    const heredoc = names.get(inlineNames[index] ?? '');
    if (heredoc === undefined) return [];
    const text = contentOf(heredoc);
    return [inlineFile(heredoc.name, heredoc.expand ? expandText(text, lookup, scope.escape) : text, now)];
  });
  const tree = step.from === undefined ? scope.context : yield* scope.treeOf(step.from, stage);
  const rootOf = async () =>
    state.image?.chain === undefined ? undefined : await scope.roots.of(state.image.chain);
  const found = await bring(
    {
      kind: step.kind,
      tree,
      sources: here.map(nameBytes),
      target: nameBytes(absolute(state.config, target)),
      loose: [...loose, ...inline],
      repositories,
      chown: word(step.chown),
      chmod: word(step.chmod),
      link: step.link,
      parents: step.parents,
      exclude: step.exclude.map((one) => expanded(one, lookup, scope.escape)),
      unpack: step.kind === 'add' && (step.unpack ?? true),
      mtime: scope.epoch,
    },
    rootOf,
  );
  const inputs = found.inputs;
  return yield* cached(scope, state, state, step, inputs, async (mark) =>
    made(scope, state, await found.layer(), state.config, { createdBy: nop(step), mark }),
  );
}

/** A file whose content stands in the Dockerfile. */
function inlineFile(name: string, text: string, mtime: number): LooseSource {
  const content = Buffer.from(text);
  return {
    name,
    input: [`text for ${name}`, `420:${content.toString('base64')}`],
    size: content.length,
    mode: 0o644,
    mtime,
    unpack: false,
    read: async function* () {
      yield content;
    },
  };
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
