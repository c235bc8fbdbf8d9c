import { constants } from 'node:os';
import { posix } from 'node:path';
import type { ContainerConfig } from '../../api/types/container.ts';
import type { Command, Instruction, Pair } from '../dockerfile/instruction.ts';
import { SyntaxFault } from '../dockerfile/syntax-fault.ts';
import type { Word } from '../dockerfile/syntax-node.ts';
import type { Lookup } from '../shell/expand.ts';
import { expanded, expandedWords, type StageState, withVariable } from './stage-state.ts';

/** The instructions that only change what the image says, not what is in it. */
export type ConfigInstruction = Exclude<
  Instruction,
  { readonly kind: 'from' | 'arg' | 'run' | 'copy' | 'add' | 'workdir' }
>;

const DEFAULT_SHELL: readonly string[] = ['/bin/sh', '-c'];

/** The shell that runs commands in shell form. */
function shellOf(config: ContainerConfig): readonly string[] {
  return config.Shell !== undefined && config.Shell !== null && config.Shell.length > 0
    ? config.Shell
    : DEFAULT_SHELL;
}

/** A command as the list of words to execute. */
export function wordsOf(command: Command, config: ContainerConfig): readonly string[] {
  return command.form === 'exec' ? command.args : [...shellOf(config), command.text];
}

/** The configuration after an instruction, whether CMD is set in this stage, and who the author is when it says so. Throws `SyntaxFault`. */
export function changedBy(
  state: StageState,
  instruction: ConfigInstruction,
  lookup: Lookup,
  escape: string,
): Pick<StageState, 'config' | 'isCmdSet' | 'author'> {
  const { config, isCmdSet } = state;
  const word = (value: Word) => expanded(value, lookup, escape);
  const words = (values: readonly Word[]) => values.flatMap((value) => expandedWords(value, lookup, escape));
  const set = (change: Partial<ContainerConfig>, cmd = isCmdSet) => ({
    config: { ...config, ...change },
    isCmdSet: cmd,
  });
  switch (instruction.kind) {
    case 'env': {
      const pairs = pairsOf(instruction.pairs, word);
      return set({
        Env: pairs.reduce((env, [name, value]) => withVariable(env, name, value), config.Env ?? []),
      });
    }
    case 'label':
      return set({ Labels: { ...config.Labels, ...Object.fromEntries(pairsOf(instruction.pairs, word)) } });
    case 'user':
      return set({ User: word(instruction.value) });
    case 'stopsignal':
      return set({ StopSignal: signalOf(word(instruction.value), instruction.value) });
    case 'maintainer':
      return { ...set({}), author: word(instruction.value) };
    case 'expose':
      return set({
        ExposedPorts: {
          ...config.ExposedPorts,
          ...keys(words(instruction.values).flatMap((text) => portsOf(text, instruction.values[0]))),
        },
      });
    case 'volume':
      return set({ Volumes: { ...config.Volumes, ...keys(volumesOf(instruction.values, word)) } });
    case 'cmd':
      return set(
        { Cmd: instruction.command === undefined ? null : wordsOf(instruction.command, config) },
        true,
      );
    case 'entrypoint':
      return set({
        Entrypoint: instruction.command === undefined ? null : wordsOf(instruction.command, config),
        // A new entrypoint was not made for the base image's arguments.
        ...(isCmdSet ? {} : { Cmd: null }),
      });
    case 'shell':
      return set({ Shell: instruction.args });
    case 'healthcheck':
      return set({ Healthcheck: instruction.check });
    case 'onbuild':
      return set({ OnBuild: [...(config.OnBuild ?? []), instruction.trigger] });
  }
}

/** The working folder after WORKDIR: absolute, without `.` and `..`. */
export function workingDirectory(config: ContainerConfig, path: string): string {
  const whole = posix.resolve('/', config.WorkingDir ?? '', path);
  return whole;
}

function pairsOf(
  pairs: readonly Pair[],
  word: (value: Word) => string,
): readonly (readonly [string, string])[] {
  // All values of one line see the variables from before it.
  return pairs.map(({ name, value }) => [word(name), value === undefined ? '' : word(value)] as const);
}

function keys(names: readonly string[]): Record<string, object> {
  return Object.fromEntries(names.map((name) => [name, {}]));
}

function volumesOf(values: readonly Word[], word: (value: Word) => string): readonly string[] {
  return values.map((value) => {
    const path = word(value).trim();
    if (path === '') throw new SyntaxFault('VOLUME specified can not be an empty string', value.offset);
    return path;
  });
}

/**
 * `80`, `53/udp` or `8000-8010/tcp`, a key for each port. An address and ports of the host may stand before them, as in
 * `--publish`; Docker takes them and they mean nothing.
 */
function portsOf(text: string, at: Word | undefined): readonly string[] {
  const [, from = '', to = from, protocol = 'tcp'] =
    /^(?:(?:[\d.]+:|\[[\da-f:.]+\]:)?[\d-]*:)?(\d+)(?:-(\d+))?(?:\/(tcp|udp|sctp))?$/i.exec(text) ?? [];
  const [first, last] = [Number(from), Number(to)];
  if (from === '' || first > last || first < 1 || last > 65_535) {
    throw new SyntaxFault(`invalid containerPort: ${text}`, at?.offset ?? 0);
  }
  return Array.from({ length: last - first + 1 }, (_, index) => `${first + index}/${protocol.toLowerCase()}`);
}

function signalOf(text: string, at: Word): string {
  const isNumber = /^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= 64;
  const name = text.toUpperCase().replace(/^SIG/, '');
  if (!isNumber && !(`SIG${name}` in constants.signals) && !/^RT(MIN|MAX)([+-]\d{1,2})?$/.test(name)) {
    throw new SyntaxFault(`invalid signal: ${text}`, at.offset);
  }
  return text;
}
