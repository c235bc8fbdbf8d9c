import { createHash } from 'node:crypto';

/** Everything that decides what a step makes, by name: `command`, `ARG STAMP`, `file src/x.ts`. */
export type Inputs = Readonly<Record<string, string>>;

const keys = new WeakMap<Inputs, string>();

/** A name for exactly these inputs, which are not changed any more. */
export function keyOf(inputs: Inputs): string {
  const key = keys.get(inputs) ?? hashOf(inputs);
  keys.set(inputs, key);
  return key;
}

/** A context of many files has as many inputs, so they are written down many at a time. */
const AT_ONCE = 1000;

function hashOf(inputs: Inputs): string {
  const hash = createHash('sha256');
  const names = Object.keys(inputs).sort();
  for (let at = 0; at < names.length; at += AT_ONCE) {
    const some = names.slice(at, at + AT_ONCE);
    hash.update(`${JSON.stringify([some, some.map((name) => inputs[name])])}\n`);
  }
  return hash.digest('hex');
}

const NAMED = 3;

/** In plain words what is not as it was; undefined when nothing is. */
export function differenceOf(before: Inputs, after: Inputs): string | undefined {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  const changes = names.flatMap((name) => change(name, before[name], after[name]) ?? []);
  const [first] = changes;
  if (first === undefined) return undefined;
  if (changes.length <= NAMED) return changes.join(', and ');
  return `${changes.slice(0, NAMED - 1).join(', ')}, and ${changes.length - NAMED + 1} more things changed`;
}

function change(name: string, before: string | undefined, after: string | undefined): string | undefined {
  if (before === after) return undefined;
  const [, kind = '', what = ''] = /^(\S+) (.*)$/s.exec(name) ?? [];
  if (kind === 'file') {
    if (before === undefined) return `\`${what}\` is new`;
    return after === undefined ? `\`${what}\` is gone` : `\`${what}\` changed${metadataOnly(before, after)}`;
  }
  if (kind === 'ARG' || kind === 'ENV' || kind === 'LABEL') {
    if (before === undefined) return `${name} is set now`;
    return after === undefined ? `${name} is not set any more` : `${name} went from ${before} to ${after}`;
  }
  return `its ${name} changed`;
}

/** What stands before the colon in a file's value is its content, the rest its attributes. */
function metadataOnly(before: string, after: string): string {
  const content = (value: string) => value.slice(0, value.indexOf(':'));
  return content(before) === content(after) ? ' in its permissions or owner' : '';
}
