import { globExpression, trimPrefix, trimSuffix } from './glob.ts';
import { Scanner } from './scanner.ts';
import { WordList } from './word-list.ts';

/** The value of a variable; undefined when it is not set. */
export type Lookup = (name: string) => string | undefined;

export interface ExpandOptions {
  readonly escape: string;
  /** Quotes and escapes stay in the result. */
  readonly raw?: boolean;
  /** What is not set stays as written instead of becoming nothing. */
  readonly keepUnset?: boolean;
  /** Told of each variable that is used without a value, and without anything said for that case. */
  readonly onUnset?: (name: string) => void;
}

/** Replaces the variables of a text and takes quotes and escapes off, as one word. Throws an Error that says what is wrong. */
export function expandWord(text: string, lookup: Lookup, options: ExpandOptions): string {
  return new Expansion(text, lookup, options).run().text;
}

/** Like `expandWord`, split into words where blanks stand outside quotes, also in values. */
export function expandWords(text: string, lookup: Lookup, options: ExpandOptions): readonly string[] {
  return new Expansion(text, lookup, options).run().words;
}

const SPECIAL = new Set(['@', '*', '#', '?', '-', '$', '!', '0']);
const DIGIT = /\p{Nd}/u;
const LETTER = /[\p{L}\p{Nd}_]/u;

/** One pass over a text. */
class Expansion {
  readonly #scanner: Scanner;
  readonly #lookup: Lookup;
  readonly #options: ExpandOptions;

  constructor(text: string, lookup: Lookup, options: ExpandOptions) {
    this.#scanner = new Scanner(text);
    this.#lookup = lookup;
    this.#options = options;
  }

  run(): { readonly text: string; readonly words: readonly string[] } {
    return this.#until(undefined, this.#options.raw === true);
  }

  /** Reads up to `stop`, or to the end when there is none. */
  #until(
    stop: string | undefined,
    rawEscapes: boolean,
  ): { readonly text: string; readonly words: readonly string[] } {
    const list = new WordList();
    let text = '';
    const whole = (piece: string) => {
      text += piece;
      list.addWhole(piece);
    };
    const split = (piece: string) => {
      text += piece;
      list.addSplit(piece);
    };
    for (let char = this.#scanner.peek(); char !== undefined; char = this.#scanner.peek()) {
      if (char === stop) {
        this.#scanner.next();
        return { text, words: list.words() };
      }
      if (char === "'") whole(this.#singleQuoted());
      else if (char === '"') whole(this.#doubleQuoted());
      else if (char === '$') split(this.#variable());
      else if (this.#scanner.next() === this.#options.escape) {
        if (rawEscapes) whole(char);
        const escaped = this.#scanner.next();
        if (escaped !== undefined) whole(escaped);
      } else split(char);
    }
    if (stop !== undefined) throw new Error(`unexpected end of statement while looking for matching ${stop}`);
    return { text, words: list.words() };
  }

  #singleQuoted(): string {
    let text = this.#quote();
    for (;;) {
      const char = this.#scanner.next();
      if (char === undefined) {
        throw new Error('unexpected end of statement while looking for matching single-quote');
      }
      if (char === "'") return this.#options.raw === true ? `${text}'` : text;
      text += char;
    }
  }

  #doubleQuoted(): string {
    let text = this.#quote();
    for (;;) {
      const char = this.#scanner.peek();
      if (char === undefined) {
        throw new Error('unexpected end of statement while looking for matching double-quote');
      }
      if (char === '$') {
        text += this.#variable();
        continue;
      }
      this.#scanner.next();
      if (char === '"') return this.#options.raw === true ? `${text}"` : text;
      text += char === this.#options.escape ? this.#escapedInQuotes(char) : char;
    }
  }

  #quote(): string {
    const quote = this.#scanner.next() ?? '';
    return this.#options.raw === true ? quote : '';
  }

  /** Between double quotes the escape works before a quote, a dollar and itself; before others it stands for itself. */
  #escapedInQuotes(escape: string): string {
    const next = this.#scanner.peek();
    if (next === undefined) return this.#options.raw === true ? escape : '';
    if (next !== '"' && next !== '$' && next !== escape) return escape;
    this.#scanner.next();
    return this.#options.raw === true ? `${escape}${next}` : next;
  }

  #variable(): string {
    this.#scanner.next();
    if (this.#scanner.peek() !== '{') {
      const name = this.#name();
      if (name === '') return '$';
      return this.#plain(name) ?? (this.#options.keepUnset === true ? `$${name}` : '');
    }
    this.#scanner.next();
    const first = this.#scanner.peek();
    if (first === undefined) throw new Error("syntax error: missing '}'");
    if (first === '{' || first === '}' || first === ':') throw new Error('syntax error: bad substitution');
    const name = this.#name();
    const modifier = this.#scanner.next();
    if (modifier === '}') return this.#plain(name) ?? (this.#options.keepUnset === true ? `\${${name}}` : '');
    if (modifier === '/') return this.#replaced(name);
    if (modifier === ':') return this.#modified(name, this.#scanner.next(), true);
    return this.#modified(name, modifier, false);
  }

  /** The value of a variable that nothing stands in for. */
  #plain(name: string): string | undefined {
    const value = this.#lookup(name);
    if (value === undefined) this.#options.onUnset?.(name);
    return value;
  }

  #modified(name: string, modifier: string | undefined, emptyIsUnset: boolean): string {
    if (modifier === undefined) throw new Error("syntax error: missing '}'");
    if (!'+-?#%'.includes(modifier) || (emptyIsUnset && '#%'.includes(modifier))) {
      throw new Error(`unsupported modifier (${emptyIsUnset ? ':' : ''}${modifier}) in substitution`);
    }
    const word = this.#operand('}', modifier === '#' || modifier === '%');
    const value = '#%'.includes(modifier) ? this.#plain(name) : this.#lookup(name);
    const isSet = value !== undefined && !(emptyIsUnset && value === '');
    switch (modifier) {
      case '-':
        return isSet ? value : word;
      case '+':
        return isSet ? word : '';
      case '?':
        if (isSet) return value;
        throw new Error(`${name}: ${word === '' ? notAllowed(value) : word}`);
      default:
        return this.#trimmed(modifier, word, value ?? '');
    }
  }

  #trimmed(modifier: string, word: string, value: string): string {
    const greedy = word.startsWith(modifier);
    const pattern = greedy ? word.slice(1) : word;
    return modifier === '#' ? trimPrefix(pattern, value, greedy) : trimSuffix(pattern, value, greedy);
  }

  #replaced(name: string): string {
    const all = this.#scanner.peek() === '/';
    if (all) this.#scanner.next();
    const pattern = this.#operand('/', true);
    const replacement = this.#operand('}', true);
    const value = this.#plain(name);
    if (value === undefined && this.#options.keepUnset === true) {
      return `\${${name}/${pattern}/${replacement}}`;
    }
    const expression = globExpression(pattern, { greedy: true, anchored: false });
    return (value ?? '').replace(all ? new RegExp(expression, 'gsu') : expression, () => replacement);
  }

  #operand(stop: string, rawEscapes: boolean): string {
    try {
      return this.#until(stop, rawEscapes).text;
    } catch (error) {
      if (this.#scanner.peek() === undefined) throw new Error("syntax error: missing '}'", { cause: error });
      throw error;
    }
  }

  #name(): string {
    const first = this.#scanner.peek();
    if (first === undefined) return '';
    if (SPECIAL.has(first) && !DIGIT.test(first)) return this.#scanner.next() ?? '';
    const fits = DIGIT.test(first) ? DIGIT : LETTER;
    let name = '';
    for (
      let char = first as string | undefined;
      char !== undefined && fits.test(char);
      char = this.#scanner.peek()
    ) {
      name += char;
      this.#scanner.next();
    }
    return name;
  }
}

function notAllowed(value: string | undefined): string {
  return value === undefined ? 'not allowed to be unset' : 'not allowed to be empty';
}
