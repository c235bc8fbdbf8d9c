import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { expandWord, expandWords } from '../shell/expand.ts';
import { FORMS as KNOWN } from './argument-forms.ts';
import { DockerfileError } from './dockerfile-error.ts';
import { parseDockerfile } from './parse-dockerfile.ts';
import type { SyntaxNode } from './syntax-node.ts';

/** What the reference implementations say, when the tables lie beside the project. */
const TABLES = join(import.meta.dirname, '../../../../shared/data');

function table<T>(name: string): T | undefined {
  const path = join(TABLES, name);
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as T) : undefined;
}

/** A node in the form of the reference's dump. */
function dump(node: SyntaxNode): string {
  const flags = node.flags.length === 0 ? '' : ` [${node.flags.map(({ text }) => quoted(text)).join(' ')}]`;
  const args = node.args.map(({ text }) => ` ${quoted(text)}`).join('');
  // The reference keeps an empty word for an instruction that it does not know.
  const unknown = node.keyword.toLowerCase() in KNOWN || node.trigger !== undefined ? '' : ' ""';
  const trigger = node.trigger === undefined ? '' : ` ${dump(node.trigger)}`;
  return `(${node.keyword.toLowerCase()}${flags}${args}${unknown}${trigger})`;
}

const NAMED: Readonly<Record<string, string>> = {
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '\u0007': '\\a',
  '"': '\\"',
  '\\': '\\\\',
};

/** Go's %q. */
function quoted(text: string): string {
  const escaped = Array.from(text).map(
    (char) => NAMED[char] ?? (char < ' ' ? `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}` : char),
  );
  return `"${escaped.join('')}"`;
}

interface Case {
  readonly source: string;
  readonly dockerfile: string;
  readonly dump: string;
  readonly lines: readonly (readonly [number, number])[];
  readonly escape: string;
  readonly heredocs?: readonly string[];
  readonly warnings?: readonly string[];
  readonly error?: string;
}

const files = table<readonly Case[]>('dockerfile-ast.json') ?? [];

describe.skipIf(files.length === 0)('the syntax trees of real Dockerfiles', () => {
  it.each(files.map((file) => [file.source, file] as const))('%s', (_source, file) => {
    expect(readingOf(file.dockerfile)).toEqual(
      file.error === undefined
        ? {
            dump: file.dump,
            lines: file.lines,
            escape: file.escape,
            heredocs: file.heredocs ?? [],
            warnings: file.warnings ?? [],
          }
        : { error: file.error },
    );
  });
});

function readingOf(source: string): object {
  try {
    const { nodes, directives, warnings } = parseDockerfile(source);
    return {
      dump: nodes.map(dump).join('\n'),
      lines: nodes.map(({ line }) => [line.startLine, line.endLine]),
      escape: directives.escape,
      heredocs: nodes.flatMap((node) => node.heredocs.map(({ content }) => content)),
      warnings: warnings.map(({ message }) => message),
    };
  } catch (error) {
    return { error: error instanceof DockerfileError ? error.reason : String(error) };
  }
}

interface Fixture {
  readonly name: string;
  readonly dockerfile: string;
  readonly result: string;
}

const fixtures =
  table<{ readonly cases: readonly Fixture[] }>('dockerfile-parser-fixtures.json')?.cases ?? [];

describe.skipIf(fixtures.length === 0)('the syntax trees of small Dockerfiles', () => {
  it.each(fixtures.map((fixture) => [fixture.name, fixture] as const))('%s', (_name, fixture) => {
    const { nodes } = parseDockerfile(fixture.dockerfile);
    const text = nodes.map(dump).join('\n');
    // The table was written without escaping what %q escapes.
    expect(unescaped(text)).toBe(unescaped(fixture.result.trimEnd()));
  });
});

function unescaped(text: string): string {
  return text.replaceAll('\\', '');
}

const REFUSED = 'refused';

function orRefused<T>(expand: () => T): T | typeof REFUSED {
  try {
    return expand();
  } catch {
    return REFUSED;
  }
}

interface EnvTable {
  readonly env: Readonly<Record<string, string>>;
  readonly cases: readonly { readonly in: string; readonly out?: string; readonly error?: boolean }[];
}

const env = table<EnvTable>('shell-env.json');

describe.skipIf(env === undefined)('variables in words', () => {
  it.each((env?.cases ?? []).map((one) => [one.in, one] as const))('%s', (_text, one) => {
    const expand = () => expandWord(one.in, (name) => env?.env[name], { escape: '\\' });
    expect(orRefused(expand)).toEqual(one.error === true ? REFUSED : one.out);
  });
});

interface WordsTable {
  readonly cases: readonly {
    readonly env: Readonly<Record<string, string>>;
    readonly in: string;
    readonly words: readonly string[];
  }[];
}

const words = table<WordsTable>('shell-words.json')?.cases ?? [];

describe.skipIf(words.length === 0)('words at blanks', () => {
  it.each(words.map((one) => [one.in, one] as const))('%s', (_text, one) => {
    const expand = () => expandWords(one.in, (name) => one.env[name], { escape: '\\' });
    expect(orRefused(expand)).toEqual(one.words[0] === 'error' ? REFUSED : one.words);
  });
});
