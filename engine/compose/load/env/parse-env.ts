import { faultAt } from '../fault.ts';
import { type Lookup, substitute, TemplateError } from '../interpolate/template.ts';

/** The variables of an env file, in its order; undefined: named without a value, so taken from outside if it is there. */
export type EnvEntries = ReadonlyMap<string, string | undefined>;

const LINE_START = /^[^\S\n]*(?:export[^\S\n]+)?/;
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', v: '\v', f: '\f' };

/**
 * Reads an env file: `KEY=value`, `KEY: value`, `export KEY=value` or `KEY`; comments; unquoted values end at ` #`;
 * single-quoted values are literal, double-quoted ones have escapes; both may span lines. Unquoted and double-quoted values
 * are interpolated from `lookup`, then from the lines before.
 * @throws {ComposeFault} with the line
 */
export function parseEnv(file: string, text: string, lookup: Lookup): EnvEntries {
  const entries = new Map<string, string | undefined>();
  const source = text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
  const find: Lookup = (name) => lookup(name) ?? entries.get(name);
  let at = 0;
  while (at < source.length) {
    const lineEnd = endOfLine(source, at);
    const line = source.slice(at, lineEnd);
    if (/^\s*(?:#|$)/.test(line)) {
      at = lineEnd + 1;
      continue;
    }
    const place = { file, line: source.slice(0, at).split('\n').length, column: 1 };
    const start = LINE_START.exec(line)?.[0].length ?? 0;
    const [head = '', key = '', separator = ''] =
      /^([\p{L}\p{N}_.[\]-]+)[^\S\n]*([=:]?)[^\S\n]*/u.exec(line.slice(start)) ?? [];
    const rest = line.slice(start + head.length);
    if (key === '' || (separator === '' && !/^(?:#|$)/.test(rest))) {
      const wrong = /[^\p{L}\p{N}_.[\]-]/u.exec(line.slice(start).trimEnd())?.[0] ?? '';
      throw faultAt(place, `unexpected character ${JSON.stringify(wrong)} in the name of a variable`);
    }
    if (separator === '') {
      entries.set(key, undefined);
      at = lineEnd + 1;
      continue;
    }
    try {
      const value = readValue(source, at + start + head.length, find);
      entries.set(key, value.text);
      const tail = source.slice(value.end, endOfLine(source, value.end));
      if (!/^\s*(?:#.*)?$/.test(tail)) {
        throw faultAt(place, `unexpected text behind the value of ${key}: ${tail.trim()}`);
      }
      at = endOfLine(source, value.end) + 1;
    } catch (error) {
      if (error instanceof TemplateError) throw faultAt(place, `${key}: ${error.message}`, undefined, error);
      throw error;
    }
    if (at > source.length) break;
  }
  return entries;

  function readValue(all: string, from: number, names: Lookup): { text: string; end: number } {
    const quote = all[from];
    if (quote !== '"' && quote !== "'") {
      const end = endOfLine(all, from);
      const raw = all
        .slice(from, end)
        .replace(/(?:^|\s)#.*$/, '')
        .trimEnd();
      return { text: substitute(raw, names, ignore), end };
    }
    const close = closingQuote(all, from, quote);
    if (close < 0) {
      const place = { file, line: all.slice(0, from).split('\n').length, column: 1 };
      throw faultAt(place, `unterminated quoted value ${all.slice(from, endOfLine(all, from))}`);
    }
    const inner = all.slice(from + 1, close);
    const value = quote === "'" ? inner.replaceAll("\\'", "'") : substitute(unescaped(inner), names, ignore);
    return { text: value, end: close + 1 };
  }
}

/** Reads an env file of format `raw`: `KEY=VALUE` per line, taken as it is. */
export function parseRawEnv(file: string, text: string): EnvEntries {
  const entries = new Map<string, string | undefined>();
  text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .forEach((line, index) => {
      const trimmed = line.trimStart();
      if (trimmed === '' || trimmed.startsWith('#')) return;
      const equals = trimmed.indexOf('=');
      const key = equals < 0 ? trimmed.trimEnd() : trimmed.slice(0, equals);
      if (key === '' || /\s/.test(key)) {
        throw faultAt({ file, line: index + 1, column: 1 }, `"${key}" is no name of a variable`);
      }
      entries.set(key, equals < 0 ? undefined : trimmed.slice(equals + 1));
    });
  return entries;
}

function closingQuote(text: string, from: number, quote: string): number {
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === quote) return at;
  }
  return -1;
}

/** `\$` becomes `$$`, which interpolation makes a dollar sign. */
function unescaped(text: string): string {
  return text.replace(/\\([\s\S])/g, (_, character: string) =>
    character === '$' ? '$$' : (ESCAPES[character] ?? character),
  );
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

/** In env files a variable that is not set is empty, as in a shell. */
function ignore(): void {}
