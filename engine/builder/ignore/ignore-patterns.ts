/** One line of a .dockerignore that means something. */
interface Pattern {
  readonly isException: boolean;
  readonly expression: RegExp;
}

/** Which files of a build context are left out. */
export class IgnorePatterns {
  readonly #patterns: readonly Pattern[];
  /** True when an exception may bring back what lies in a folder that is left out. */
  readonly hasExceptions: boolean;

  constructor(patterns: readonly string[]) {
    this.#patterns = patterns.flatMap((pattern) => compile(pattern) ?? []);
    this.hasExceptions = this.#patterns.some(({ isException }) => isException);
  }

  /** True for a path (relative, with `/`) that is left out: the last pattern that fits it or a folder above decides. */
  ignores(path: string): boolean {
    const parts = path.split('/');
    const above = parts.map((_part, index) => parts.slice(0, index + 1).join('/'));
    let ignored = false;
    for (const { isException, expression } of this.#patterns) {
      if (ignored === !isException) continue;
      if (above.some((folder) => expression.test(folder))) ignored = !isException;
    }
    return ignored;
  }
}

/** The patterns of a .dockerignore file: no comments, no blanks around, no slash in front. */
export function readIgnoreFile(text: string): readonly string[] {
  return text
    .replace(/^\ufeff/, '')
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const isException = line.startsWith('!');
      const pattern = cleaned(isException ? line.slice(1).trim() : line);
      return `${isException ? '!' : ''}${pattern.length > 1 && pattern.startsWith('/') ? pattern.slice(1) : pattern}`;
    });
}

function compile(text: string): Pattern | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  const isException = trimmed.startsWith('!');
  const pattern = cleaned(isException ? trimmed.slice(1) : trimmed);
  if (isException && trimmed.length === 1) throw new Error('illegal exclusion pattern: "!"');
  return { isException, expression: expressionOf(pattern) };
}

/** Go's filepath.Clean for a relative pattern. */
function cleaned(pattern: string): string {
  const isRooted = pattern.startsWith('/');
  const parts: string[] = [];
  for (const part of pattern.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '..' || !isRooted) parts.push(part);
  }
  return (isRooted ? '/' : '') + parts.join('/') || '.';
}

/** Go's filepath.Match with `**` for any number of folders. Throws for a pattern that is none. */
function expressionOf(pattern: string): RegExp {
  let source = '^';
  for (let at = 0; at < pattern.length; at += 1) {
    const char = pattern.charAt(at);
    if (char === '*' && pattern.charAt(at + 1) === '*') {
      at += 1;
      if (pattern.charAt(at + 1) === '/') at += 1;
      source += at + 1 === pattern.length ? '.*' : '(.*/)?';
    } else if (char === '*') source += '[^/]*';
    else if (char === '?') source += '[^/]';
    else if (char === '\\') {
      at += 1;
      source += literal(pattern.charAt(at));
    } else if (char === '[') {
      const end = endOfClass(pattern, at);
      if (end === undefined) throw new Error(`syntax error in pattern: ${JSON.stringify(pattern)}`);
      source += classOf(pattern.slice(at + 1, end));
      at = end;
    } else source += literal(char);
  }
  try {
    return new RegExp(`${source}$`, 'su');
  } catch (cause) {
    throw new Error(`syntax error in pattern: ${JSON.stringify(pattern)}`, { cause });
  }
}

function endOfClass(pattern: string, from: number): number | undefined {
  for (let at = from + 1; at < pattern.length; at += 1) {
    if (pattern.charAt(at) === '\\') at += 1;
    else if (pattern.charAt(at) === ']') return at;
  }
  return undefined;
}

/** Members are characters and ranges; `-` and `]` stand for themselves only after a backslash. */
const CLASS = /^\^?(?:(?:\\.|[^\\\]-])(?:-(?:\\.|[^\\\]-]))?)+$/su;

function classOf(text: string): string {
  if (!CLASS.test(text)) throw new Error(`syntax error in pattern: ${JSON.stringify(`[${text}]`)}`);
  const isNegated = text.startsWith('^');
  const members = (isNegated ? text.slice(1) : text)
    .replace(/\\(.)/gsu, (_whole, char: string) => literalInClass(char))
    .replace(/[[^]/g, (char) => `\\${char}`);
  return `[${isNegated ? '^' : ''}${members}]`;
}

function literalInClass(char: string): string {
  return /[\]\\^[-]/.test(char) ? `\\${char}` : char;
}

function literal(char: string): string {
  return char.replace(/[.*+?^${}()|[\]\\/]/, '\\$&');
}
