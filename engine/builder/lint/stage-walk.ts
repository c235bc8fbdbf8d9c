import type { Word } from '../dockerfile/syntax-node.ts';
import { expandWord } from '../shell/expand.ts';
import { type BaseFacts, imageNamed, type LintInput, type LintStage } from './lint-input.ts';
import { type LintWarning, warningAt } from './lint-warning.ts';
import { meant, nearestName } from './nearest-name.ts';

/** What is known of a stage at some instruction. */
interface Known {
  readonly env: Map<string, string>;
  readonly args: Map<string, string>;
  /** The base image's variables are in `env`; without them nobody knows which are set. */
  readonly isBaseKnown: boolean;
  readonly hasShell: boolean;
  readonly hasWorkdir: boolean;
}

type Instruction = LintStage['instructions'][number];

/** UndefinedVar, WorkdirRelativePath, JSONArgsRecommended: checks that have to know what came before. */
export function walkWarnings(input: LintInput): LintWarning[] {
  const ended = new Map<string, Known>();
  const found: LintWarning[] = [];
  for (const [index, stage] of input.stages.entries()) {
    let known = beginningOf(input, stage, ended);
    for (const instruction of stage.instructions) {
      const use = new Use(input, instruction, known);
      known = use.after();
      found.push(...use.warnings);
    }
    ended.set(String(index), known);
    if (stage.from.name !== undefined) ended.set(stage.from.name, known);
  }
  return found;
}

const PREDEFINED = ['HTTP_PROXY', 'HTTPS_PROXY', 'FTP_PROXY', 'NO_PROXY', 'ALL_PROXY'].flatMap((name) => [
  name,
  name.toLowerCase(),
]);
/** Set in every container, whatever its image says. */
const PATH = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

function beginningOf(input: LintInput, { from }: LintStage, ended: ReadonlyMap<string, Known>): Known {
  const args = new Map(PREDEFINED.map((name) => [name, '']));
  const other = ended.get(from.image.text.toLowerCase());
  if (other !== undefined) return { ...other, env: new Map(other.env), args };
  const image = imageNamed(from, input);
  const facts: BaseFacts | undefined =
    image === 'scratch' ? { env: [], hasShell: false } : input.baseOf(image);
  const env = new Map([PATH, ...(facts?.env ?? [])].map(splitVariable));
  return {
    env,
    args,
    isBaseKnown: facts !== undefined,
    hasShell: facts?.hasShell === true,
    hasWorkdir: false,
  };
}

/** One instruction at its place. */
class Use {
  readonly warnings: LintWarning[] = [];
  readonly #input: LintInput;
  readonly #instruction: Instruction;
  readonly #known: Known;

  constructor(input: LintInput, instruction: Instruction, known: Known) {
    this.#input = input;
    this.#instruction = instruction;
    this.#known = known;
  }

  /** Looks at it, and answers what is known after it. */
  after(): Known {
    const one = this.#instruction;
    const known = this.#known;
    switch (one.kind) {
      case 'arg': {
        const args = new Map(known.args);
        for (const { name, value } of one.pairs)
          args.set(name.text, value === undefined ? '' : this.#word(value));
        return { ...known, args };
      }
      case 'env': {
        const values = one.pairs.map(({ name, value }) => [this.#word(name), this.#word(value)] as const);
        return { ...known, env: new Map([...known.env, ...values]) };
      }
      case 'label':
        for (const { name, value } of one.pairs) [name, value].map((word) => this.#word(word));
        return known;
      case 'workdir':
        return this.#workdir(this.#word(one.value), one.value);
      case 'user':
      case 'stopsignal':
        this.#word(one.value);
        return known;
      case 'expose':
      case 'volume':
        for (const word of one.values) this.#word(word);
        return known;
      case 'copy':
      case 'add':
        for (const word of [...one.sources, one.target, ...one.exclude]) this.#word(word);
        return known;
      case 'cmd':
      case 'entrypoint':
        if (one.command?.form === 'shell' && !known.hasShell) this.#shellForm(one.kind.toUpperCase());
        return known;
      case 'shell':
        return { ...known, hasShell: true };
      default:
        return known;
    }
  }

  #workdir(path: string, word: Word): Known {
    if (!this.#known.hasWorkdir && !path.startsWith('/')) {
      const message = `Relative workdir ${JSON.stringify(path)} can have unexpected results if the base image changes`;
      this.#warn('WorkdirRelativePath', message, word);
    }
    return { ...this.#known, hasWorkdir: true };
  }

  #shellForm(name: string): void {
    this.#warn(
      'JSONArgsRecommended',
      `JSON arguments recommended for ${name} to prevent unintended behavior related to OS signals`,
    );
  }

  /** Replaces variables, and notes those that are not set. */
  #word(word: Word | undefined): string {
    if (word === undefined) return '';
    const { env, args } = this.#known;
    const lookup = (name: string) => env.get(name) ?? args.get(name);
    const { escape } = this.#input.syntax.directives;
    try {
      return expandWord(word.text, lookup, { escape, onUnset: (name) => this.#unset(name, word) });
    } catch {
      return word.text; // the build says what is wrong with it
    }
  }

  #unset(name: string, word: Word): void {
    const { env, args, isBaseKnown } = this.#known;
    const near = nearestName(name, [...env.keys(), ...args.keys()]);
    // An image that is not here may well set it: only what looks like a slip is worth a word.
    if (!isBaseKnown && near === undefined) return;
    this.#warn('UndefinedVar', `Usage of undefined variable '$${name}'${meant(near, '$')}`, word);
  }

  #warn(check: LintWarning['check'], message: string, word?: Word): void {
    this.warnings.push(warningAt(this.#instruction.node, check, message, word));
  }
}

function splitVariable(variable: string): [name: string, value: string] {
  const at = variable.indexOf('=');
  return at < 0 ? [variable, ''] : [variable.slice(0, at), variable.slice(at + 1)];
}
