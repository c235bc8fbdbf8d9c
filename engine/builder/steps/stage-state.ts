import type { ContainerConfig } from '../../api/types/container.ts';
import type { Image } from '../../images/image.ts';
import { SyntaxFault } from '../dockerfile/syntax-fault.ts';
import type { Word } from '../dockerfile/syntax-node.ts';
import { expandWord, expandWords, type Lookup } from '../shell/expand.ts';

/** A stage at some point: the image made so far, and what later instructions see. */
export interface StageState {
  /** Undefined for nothing yet (`FROM scratch`). */
  readonly image: Image | undefined;
  readonly config: ContainerConfig;
  /** The ARGs in scope that have a value, in the order of their names' first use. */
  readonly args: ReadonlyMap<string, string>;
  /** From MAINTAINER. */
  readonly author?: string;
  /** CMD was given in this stage, so a later ENTRYPOINT leaves it. */
  readonly isCmdSet: boolean;
  /** What it is built for, as `linux/arm/v7`; undefined for this machine. */
  readonly platform?: string | undefined;
  /** The name of its base image, when that meant another image in an earlier build. */
  readonly otherBase?: string;
  /** The line of the last step that was not taken from the cache; what stands on it cannot be, either. */
  readonly ranLine?: number;
}

/** Variables as an instruction sees them: ENV goes before ARG. */
export function lookupIn(state: StageState): Lookup {
  const env = new Map((state.config.Env ?? []).map(splitVariable));
  return (name) => env.get(name) ?? state.args.get(name);
}

/** Replaces variables in a word. Throws `SyntaxFault` at the word. */
export function expanded(word: Word, lookup: Lookup, escape: string): string {
  try {
    return expandWord(word.text, lookup, { escape });
  } catch (error) {
    throw atWord(error, word);
  }
}

/** Replaces variables in a word that may become several or none. Throws `SyntaxFault` at the word. */
export function expandedWords(word: Word, lookup: Lookup, escape: string): readonly string[] {
  try {
    return expandWords(word.text, lookup, { escape });
  } catch (error) {
    throw atWord(error, word);
  }
}

function atWord(error: unknown, word: Word): SyntaxFault {
  const reason = error instanceof Error ? error.message : String(error);
  return new SyntaxFault(`failed to process ${JSON.stringify(word.text)}: ${reason}`, word.offset);
}

/** `NAME=VALUE` as a pair. */
function splitVariable(variable: string): [name: string, value: string] {
  const at = variable.indexOf('=');
  return at < 0 ? [variable, ''] : [variable.slice(0, at), variable.slice(at + 1)];
}

/** The list with one variable set, in its old place when it was there. */
export function withVariable(env: readonly string[], name: string, value: string): readonly string[] {
  const at = env.findIndex((variable) => splitVariable(variable)[0] === name);
  return at < 0 ? [...env, `${name}=${value}`] : env.with(at, `${name}=${value}`);
}
