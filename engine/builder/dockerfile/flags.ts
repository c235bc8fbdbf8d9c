import { SyntaxFault } from './syntax-fault.ts';
import type { SyntaxNode, Word } from './syntax-node.ts';

/** What a flag takes. */
type FlagKind = 'text' | 'flag' | 'list';

/** The flags of one instruction, by name. */
export interface Flags {
  text(name: string): string | undefined;
  flag(name: string): boolean;
  list(name: string): readonly Word[];
}

/**
 * Reads an instruction's flags. Throws `SyntaxFault` for one that it does not have, a value that is missing or too much, and
 * one that is given twice.
 */
export function readFlags(node: SyntaxNode, known: Readonly<Record<string, FlagKind>>): Flags {
  const found = new Map<string, Word[]>();
  for (const { text, offset } of node.flags) {
    const at = text.indexOf('=');
    const name = (at < 0 ? text : text.slice(0, at)).slice(2);
    const kind = known[name];
    if (kind === undefined)
      throw new SyntaxFault(`unknown flag: --${name}${suggestion(name, known)}`, offset);
    if (at < 0 && kind !== 'flag') throw new SyntaxFault(`missing a value on flag: --${name}`, offset);
    const value = at < 0 ? 'true' : text.slice(at + 1);
    if (kind === 'flag' && value !== 'true' && value !== 'false') {
      throw new SyntaxFault(`expecting boolean value for flag ${name}, not: ${value}`, offset);
    }
    const values = found.get(name) ?? [];
    if (kind !== 'list' && values.length > 0)
      throw new SyntaxFault(`duplicate flag specified: ${name}`, offset);
    found.set(name, [...values, { text: value, offset }]);
  }
  return {
    text: (name) => found.get(name)?.[0]?.text,
    flag: (name) => found.get(name)?.[0]?.text === 'true',
    list: (name) => found.get(name) ?? [],
  };
}

function suggestion(name: string, known: Readonly<Record<string, FlagKind>>): string {
  const near = Object.keys(known).find((candidate) => candidate.startsWith(name.slice(0, 3)));
  return near === undefined || name.length < 3 ? '' : ` (did you mean ${near}?)`;
}
