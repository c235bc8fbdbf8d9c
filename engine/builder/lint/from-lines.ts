import { parseReference } from '../../base/reference.ts';
import type { Word } from '../dockerfile/syntax-node.ts';
import { expandWord, type Lookup } from '../shell/expand.ts';
import { globalDefaults, type LintInput, type LintStage } from './lint-input.ts';
import { type LintWarning, warningAt } from './lint-warning.ts';
import { meant, nearestName } from './nearest-name.ts';

/** UndefinedArgInFrom, InvalidDefaultArgInFrom, RedundantTargetPlatform, FromPlatformFlagConstDisallowed. */
export function fromLineWarnings(input: LintInput): LintWarning[] {
  const defaults = defaultValues(input);
  const earlier = new Set<string>();
  return input.stages.flatMap((stage) => {
    const found = [
      ...imageWarnings(input, stage, defaults, earlier),
      ...platformWarnings(input, stage, defaults),
    ];
    if (stage.from.name !== undefined) earlier.add(stage.from.name);
    return found;
  });
}

/** Each global argument; empty for one without a default. */
function defaultValues(input: LintInput): ReadonlyMap<string, string> {
  const values = new Map(input.platformArgs);
  for (const [name, text] of globalDefaults(input)) {
    const value = text === undefined ? values.get(name) : used(text, (key) => values.get(key), input).value;
    values.set(name, value ?? '');
  }
  return values;
}

function imageWarnings(
  input: LintInput,
  { from: { node, image } }: LintStage,
  defaults: ReadonlyMap<string, string>,
  earlier: ReadonlySet<string>,
): LintWarning[] {
  const { value, unset } = used(image.text, (name) => defaults.get(name), input);
  if (unset.length > 0) return undeclared(node, image, unset, defaults);
  if (!image.text.includes('$') || earlier.has((value ?? '').toLowerCase()) || isReference(value ?? ''))
    return [];
  const message = `Default value for ARG ${image.text} results in empty or invalid base image name`;
  return [warningAt(node, 'InvalidDefaultArgInFrom', message, image)];
}

function platformWarnings(
  input: LintInput,
  { from: { node, platform, name } }: LintStage,
  defaults: ReadonlyMap<string, string>,
): LintWarning[] {
  const flag = node.flags[0];
  if (platform === undefined || flag === undefined) return [];
  const { unset } = used(platform, (key) => defaults.get(key), input);
  if (unset.length > 0) return undeclared(node, flag, unset, defaults);
  if (/^\$(TARGETPLATFORM|\{TARGETPLATFORM\})$/.test(platform)) {
    const message = `Setting platform to predefined ${platform} in FROM is redundant as this is the default behavior`;
    return [warningAt(node, 'RedundantTargetPlatform', message, flag)];
  }
  const [os = '', architecture] = platform.split('/');
  const isNamedFor = [os, architecture ?? ''].some((part) => part !== '' && name?.includes(part) === true);
  if (platform.includes('$') || isNamedFor) return [];
  const message = `FROM --platform flag should not use constant value "${platform}"`;
  return [warningAt(node, 'FromPlatformFlagConstDisallowed', message, flag)];
}

function undeclared(
  node: LintStage['from']['node'],
  word: Word,
  names: readonly string[],
  declared: ReadonlyMap<string, string>,
): LintWarning[] {
  return names.map((name) => {
    const message = `FROM argument '${name}' is not declared${meant(nearestName(name, declared.keys()))}`;
    return warningAt(node, 'UndefinedArgInFrom', message, word);
  });
}

/** A text with variables replaced, and which of them nobody declared; no value for what cannot be read. */
function used(
  text: string,
  lookup: Lookup,
  { syntax }: LintInput,
): { readonly value: string | undefined; readonly unset: readonly string[] } {
  const unset: string[] = [];
  try {
    const { escape } = syntax.directives;
    const value = expandWord(text, lookup, { escape, onUnset: (name) => unset.push(name) });
    return { value, unset };
  } catch {
    return { value: undefined, unset };
  }
}

function isReference(text: string): boolean {
  try {
    parseReference(text);
    return true;
  } catch {
    return false;
  }
}
